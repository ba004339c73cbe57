#!/bin/sh -e
# rootfs.sh ARCH TREE CUSTOMIZE: Debian 13 with its own kernel, as a folder. Nothing of
# the product is in it but what its package depends on, so that the package goes in
# without a network.
mmdebstrap --quiet --architectures="$1" --variant=minbase \
  --aptopt='Apt::Install-Recommends "false"' \
  --dpkgopt='path-exclude=/usr/share/doc/*' \
  --dpkgopt='path-exclude=/usr/share/man/*' \
  --dpkgopt='path-exclude=/usr/share/locale/*' \
  --include=systemd-sysv,udev,dbus,kmod,"linux-image-$1",initramfs-tools,zstd \
  --include=busybox,overlayroot,e2fsprogs,procps,iproute2,sqlite3,v4l-utils,gpiod \
  --include=python3,python3-numpy,python3-av,init-system-helpers,util-linux \
  --include=libc6,libstdc++6,libgcc-s1,zlib1g,libdrm2,libgbm1,libegl1,libgles2 \
  --include=libgl1-mesa-dri,libasound2-data,fonts-dejavu-core,python3-cryptography \
  --include=libcamera-ipa,libcamera-tools,python3-libcamera,python3-pil \
  --include=python3-prctl,python3-piexif,python3-jsonschema,python3-tqdm \
  --include=rauc,rauc-service \
  --essential-hook='mkdir -p "$1/etc/initramfs-tools/conf.d"' \
  --essential-hook='printf "MODULES=list\nCOMPRESS=gzip\n" > "$1/etc/initramfs-tools/conf.d/vm"' \
  --customize-hook="$3 \"\$1\"" trixie "$2"
