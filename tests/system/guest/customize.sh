#!/bin/sh -e
# customize.sh TREE: what turns a Debian tree into a guest of QEMU; no product in it.
R=$1
S=$R/etc/systemd/system
echo mirrorbox >"$R/etc/hostname"
mkdir -p "$R/var/lib/mirrorbox" "$S.conf.d"

# The initramfs finds the root disk and lays a RAM disk over it, as a unit's read-only
# root does. Without busybox overlayroot would boot read-write in silence.
# A unit's kernel brings its display in the same way, for the splash.
printf '%s\n' virtio_blk ext4 overlay virtio_gpu >"$R/etc/initramfs-tools/modules"
printf '%s\n' '/dev/vda / ext4 defaults,noatime 0 1' \
  '/dev/vdb /var/lib/mirrorbox ext4 noatime,nodev,nosuid,noexec,errors=remount-ro,nofail 0 2' \
  >"$R/etc/fstab"

chroot "$R" passwd -d root >/dev/null
chroot "$R" systemctl --quiet mask getty@tty1 serial-getty@ttyS0 serial-getty@ttyAMA0 \
  apt-daily.timer apt-daily-upgrade.timer dpkg-db-backup.timer e2scrub_all.timer \
  e2scrub_reap fstrim.timer modprobe@efi_pstore systemd-remount-fs
# iTCO is a second watchdog of this machine and could become watchdog0; what follows
# it stands for nothing that a unit has, and takes seconds to start under emulation.
printf 'blacklist %s\n' iTCO_wdt ahci i2c_i801 lpc_ich serio_raw \
  kvm kvm_amd kvm_intel pcspkr psmouse powernow_k8 >"$R/etc/modprobe.d/vm.conf"

# The camera: one capture device that shows colour bars.
echo 'options vivid n_devs=1 node_types=0x1 num_inputs=1 input_types=0x0' \
  >"$R/etc/modprobe.d/vivid.conf"
echo vivid >"$R/etc/modules-load.d/vivid.conf"

# A root shell for the tests: a line "TOKEN base64(command)" on a virtio-serial port.
cat >"$R/usr/local/sbin/vmsh" <<'X'
#!/bin/sh
exec 3<>/dev/virtio-ports/vmsh
echo READY >&3
while IFS= read -r l <&3; do
  printf '%s' "${l#* }" | base64 -d >/run/vmsh.cmd
  setsid sh /run/vmsh.cmd </dev/null >&3 2>&1 3>&-
  echo "${l%% *}=$?=" >&3
done
X
chmod 755 "$R/usr/local/sbin/vmsh"
cat >"$R/etc/udev/rules.d/90-vmsh.rules" <<'X'
SUBSYSTEM=="virtio-ports", ATTR{name}=="vmsh", SYMLINK+="virtio-ports/vmsh", TAG+="systemd", ENV{SYSTEMD_WANTS}="vmsh.service"
X
printf '%s\n' '[Unit]' DefaultDependencies=no After=local-fs.target '[Service]' \
  ExecStart=/usr/local/sbin/vmsh Environment=HOME=/root Restart=always \
  OOMScoreAdjust=-900 CPUWeight=10000 >"$S/vmsh.service"

: >"$R/etc/machine-id"
systemd-machine-id-setup --root="$R" >/dev/null
chroot "$R" update-initramfs -u -k all >/dev/null
