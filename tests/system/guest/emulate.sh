#!/bin/sh -e
# emulate.sh TREE PROGRAM [WORD...]: a QEMU of that tree, with the tree's own libraries.
TREE=$1 PROGRAM=$2
shift 2
LIBRARIES=$(echo "$TREE"/usr/lib/*-linux-gnu)
export QEMU_MODULE_DIR="$LIBRARIES/qemu"
exec "$TREE"/usr/lib*/ld-linux-*.so.* --library-path "$LIBRARIES" \
  "$TREE/usr/bin/$PROGRAM" -L "$TREE/usr/share/seabios" -L "$TREE/usr/share/qemu" "$@"
