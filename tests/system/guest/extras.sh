#!/bin/sh -e
# extras.sh ARCH TREE LGPIO OUT: what Debian leaves out and the tests need.
#   lgpio/              gpiozero's way to the pins; Raspberry Pi OS has it as a package
#   gpio-sim-oot.ko     simulated GPIO lines
#   vimc.ko             amd64: a camera that libcamera knows
# LGPIO is lgpio's source. The chroot is amd64 for both architectures: a compiler under
# emulation takes many times longer.
ARCH=$1 TREE=$2 LGPIO=$3
mkdir -p "$4"
OUT=$(cd "$4" && pwd)
WORK=$(mktemp -d)
CHROOT=$WORK/chroot
trap 'rm -rf "$WORK"' EXIT
KERNEL=$(ls "$TREE/lib/modules")
RELEASE=${KERNEL%-*}
SERIES=$(echo "$KERNEL" | cut -d. -f1,2)
MORE=gcc
TRIPLET=x86_64-linux-gnu CC=gcc CROSS='' MODULES='vimc gpiosim'
if [ "$ARCH" = arm64 ]; then
  TRIPLET=aarch64-linux-gnu CC=aarch64-linux-gnu-gcc MODULES=gpiosim
  MORE=gcc-aarch64-linux-gnu,libc6-dev-arm64-cross
  CROSS='ARCH=arm64 CROSS_COMPILE=aarch64-linux-gnu-'
fi
mmdebstrap --quiet --architectures=amd64,"$ARCH" --variant=minbase \
  --aptopt='Apt::Install-Recommends "false"' \
  --include="$MORE,make,swig,python3-dev,python3-setuptools,xz-utils" \
  --include="linux-headers-$RELEASE-common,linux-kbuild-$RELEASE,linux-source-$SERIES" \
  --customize-hook="chroot \"\$1\" sh -ec 'cd /srv
    apt-get download -q linux-headers-$KERNEL:$ARCH
    dpkg -x linux-headers-*.deb /'" \
  trixie "$CHROOT"
cd "$CHROOT/srv"

# lgpio has no wheel for this Python; PYPI=1 compiles its C library in. Python's own
# settings are the same for both architectures.
mkdir lgpio
tar -C lgpio -xf "$LGPIO" --strip-components=1
chroot "$CHROOT" sh -ec "
  mkdir -p /usr/include/$TRIPLET
  [ -e /usr/include/$TRIPLET/python3.13 ] ||
    ln -s /usr/include/x86_64-linux-gnu/python3.13 /usr/include/$TRIPLET/
  cd /srv/lgpio
  PYPI=1 CC=$CC LDSHARED='$CC -shared' \
    python3 setup.py -q build --build-lib /srv/built"
mkdir -p "$OUT/lgpio"
cp built/lgpio.py "$OUT/lgpio/"
NAME=$(basename built/_lgpio.*.so | sed "s/x86_64-linux-gnu/$TRIPLET/")
cp built/_lgpio.*.so "$OUT/lgpio/$NAME"

SOURCE=linux-source-$SERIES
tar -xf "$CHROOT/usr/src/$SOURCE.tar.xz" --strip-components=1 \
  "$SOURCE/drivers/media/test-drivers/vimc" "$SOURCE/drivers/gpio/gpio-sim.c" \
  "$SOURCE/kernel/irq/irq_sim.c"
mv drivers/media/test-drivers/vimc vimc
mkdir gpiosim
mv drivers/gpio/gpio-sim.c kernel/irq/irq_sim.c gpiosim/
sed -i 's/obj-\$(CONFIG_VIDEO_VIMC)/obj-m/' vimc/Makefile
# CONFIG_IRQ_SIM is off, so it is linked in; irq_to_desc is not exported.
printf 'obj-m := gpio-sim-oot.o\ngpio-sim-oot-y := gpio-sim.o irq_sim.o\n' \
  >gpiosim/Makefile
sed -i 's/handle_simple_irq(irq_to_desc(irqnum))/generic_handle_irq_safe(irqnum)/' \
  gpiosim/irq_sim.c
BUILD=/usr/src/linux-headers-$KERNEL
for MODULE in $MODULES; do
  # shellcheck disable=SC2086
  chroot "$CHROOT" make -s $CROSS -C "$BUILD" "M=/srv/$MODULE" modules
  cp "$MODULE"/*.ko "$OUT/"
done
