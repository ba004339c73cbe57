#!/bin/sh -e
# install.sh TREE PACKAGE UNITS: our package into the tree, and what the tests change:
# which configuration a boot takes (mirrorbox.test=NAME on the kernel's line), and a
# port on which the journal's promises are heard from outside.
R=$1
cp "$2" "$R/tmp/mirrorbox.deb"
chroot "$R" dpkg --install /tmp/mirrorbox.deb
rm "$R/tmp/mirrorbox.deb"
mkdir -p "$R/etc/mirrorbox/test" "$R/etc/systemd/system/mirrorbox.service.d"
cp "$3"/* "$R/etc/mirrorbox/test/"
# As after a first boot that could keep what it wrote: no catalogue is made anew.
touch "$R/etc/.updated" "$R/var/.updated"
cat >"$R/etc/udev/rules.d/91-ack.rules" <<'X'
SUBSYSTEM=="virtio-ports", ATTR{name}=="ack", SYMLINK+="virtio-ports/ack", MODE="0666"
X
cat >"$R/etc/systemd/system/mirrorbox.service.d/test.conf" <<'X'
[Service]
# Under emulation a mode set alone takes five seconds, a frame the better part of one.
TimeoutStartSec=180
ExecStart=
ExecStart=/bin/sh -c 'T=$(sed -n "s/.*mirrorbox.test=\\([a-z]*\\).*/\\1/p" /proc/cmdline); read -r B </proc/sys/kernel/random/boot_id; echo "boot $$B"; exec /usr/bin/mirrorbox --verbose run --config /etc/mirrorbox/test/$${T:-pedal}.toml'
# One port, one opener: the other stream inherits it.
StandardOutput=file:/dev/virtio-ports/ack
StandardError=inherit
DeviceAllow=char-virtio-portsdev rw
X
mkdir -p "$R/etc/systemd/system/mirrorbox-boot-page.service.d"
cat >"$R/etc/systemd/system/mirrorbox-boot-page.service.d/test.conf" <<'X'
[Service]
# Python alone takes longer than a unit gives the page, on an emulated arm64.
TimeoutStartSec=60
X
mkdir -p "$R/etc/systemd/system/mirrorbox-stick@.service.d"
cat >"$R/etc/systemd/system/mirrorbox-stick@.service.d/test.conf" <<'X'
[Service]
# Half a dozen programs, each a second long where the host has other work, too.
TimeoutStartSec=60
X
