#!/bin/sh -e
# install-extras.sh TREE EXTRAS: lgpio where Raspberry Pi OS has it, and GPIO lines for
R=$1 EXTRAS=$2
mkdir -p "$R/opt/extra"
cp -r "$EXTRAS"/*.ko "$EXTRAS/wheels" "$R/opt/extra/" 2>/dev/null || true
cp "$EXTRAS"/lgpio/* "$R/usr/lib/python3/dist-packages/"

cat >"$R/usr/local/sbin/gpio-lines" <<'X'
#!/bin/sh -e
# gpiozero's lgpio asks which Pi this is.
grep -v ^Revision /proc/cpuinfo >/run/cpuinfo
printf 'Revision\t: a020d3\n' >>/run/cpuinfo
[ -e /opt/extra/gpio-sim-oot.ko ] || exit 0
insmod /opt/extra/gpio-sim-oot.ko
mountpoint -q /sys/kernel/config || mount -t configfs none /sys/kernel/config
SIM=/sys/kernel/config/gpio-sim/pi
mkdir -p $SIM/bank0
echo 54 >$SIM/bank0/num_lines
for PIN in 17 27 22 5 6 13; do
  mkdir $SIM/bank0/line$PIN
  echo GPIO$PIN >$SIM/bank0/line$PIN/name
done
echo 1 >$SIM/live
ln -s "/sys/devices/platform/$(cat $SIM/dev_name)/$(cat $SIM/bank0/chip_name)" /run/lines
udevadm settle --timeout=20
# The arm64 machine has a chip of its own, and it comes first.
CHIP=$(cat $SIM/bank0/chip_name)
[ "$CHIP" = gpiochip0 ] || ln -sf "$CHIP" /dev/gpiochip0
X
chmod 755 "$R/usr/local/sbin/gpio-lines"
cat >"$R/etc/systemd/system/gpio-lines.service" <<'X'
[Unit]
DefaultDependencies=no
After=local-fs.target systemd-udevd.service
Before=mirrorbox.service
ConditionKernelCommandLine=mirrorbox.test=gpio

[Service]
Type=oneshot
ExecStart=/usr/local/sbin/gpio-lines
X
mkdir -p "$R/etc/systemd/system/mirrorbox.service.d"
cat >"$R/etc/systemd/system/mirrorbox.service.d/gpio.conf" <<'X'
[Unit]
Wants=gpio-lines.service
After=gpio-lines.service

[Service]
BindReadOnlyPaths=-/run/cpuinfo:/proc/cpuinfo
X
