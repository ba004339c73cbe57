#!/bin/sh -e
# emulator.sh PACKAGES TREE: Debian 13's QEMU for this machine, unpacked into a folder.
mmdebstrap --quiet --variant=extract --aptopt='Apt::Install-Recommends "false"' \
  --include="$1" trixie "$2"
rm -rf "$2/usr/share/doc" "$2/usr/share/locale" "$2/usr/share/man" "$2/var"
