#!/bin/sh
# Turns a stock Raspberry Pi OS Lite (Debian 12 or 13) into a mirrorbox unit.
# Every step is said. Run it again: nothing changes. Undo it: every file is as it was.
set -eu

usage() {
  cat <<'END'
usage: install.sh [options] mirrorbox_VERSION_ARCH.deb
       install.sh --undo [options]

  --dry-run        say every step, change nothing
  --undo           put every changed file back and remove the package; records stay
  --panel WxH      what the panel shows (default 1920x1080)
  --force          also on a machine that is no Raspberry Pi, or has a desktop
  --root DIR       work on the system below DIR; the package itself is left out
END
}

fail() {
  echo "install.sh: $*" >&2
  exit 1
}

say() { echo "$*"; }

root='' package='' panel=1920x1080 dry='' undo='' force=''
while [ $# -gt 0 ]; do
  case $1 in
    --dry-run) dry=yes ;;
    --undo) undo=yes ;;
    --force) force=yes ;;
    --panel | --root)
      [ $# -ge 2 ] || fail "$1 needs a value."
      if [ "$1" = --panel ]; then panel=$2; else root=${2%/}; fi
      shift
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    -*) fail "There is no option $1; see --help." ;;
    *) package=$1 ;;
  esac
  shift
done

saved=$root/var/lib/mirrorbox-install
boot=$root/boot/firmware
units=$root/etc/systemd/system

# What takes the screen, the air, or the card's life, and what waits for a network.
masked="getty@tty1.service bluetooth.service hciuart.service wpa_supplicant.service
NetworkManager-wait-online.service systemd-networkd-wait-online.service
apt-daily.timer apt-daily-upgrade.timer man-db.timer dpkg-db-backup.timer
e2scrub_all.timer dphys-swapfile.service userconfig.service"

# --- looking before anything is touched ------------------------------------------------

check_machine() {
  [ -n "$root" ] || [ "$(id -u)" = 0 ] || fail "Run this as root: sudo $0 ..."
  [ -f "$root/etc/os-release" ] || fail "$root/etc/os-release is missing: no system is here."
  suite=$(sed -n 's/^VERSION_ID="\{0,1\}\([0-9]*\)"\{0,1\}$/\1/p' "$root/etc/os-release")
  case $suite in
    12 | 13) ;;
    *) fail "This system is not Debian 12 or 13." ;;
  esac
  [ -n "$force" ] && return
  model=$root/proc/device-tree/model
  grep -qs 'Raspberry Pi' "$model" || fail "This is no Raspberry Pi; --force does it all the same."
  [ ! -L "$units/display-manager.service" ] ||
    fail "A desktop owns the screen; take Raspberry Pi OS Lite, or --force."
}

check_boot() {
  for name in config.txt cmdline.txt; do
    [ -f "$boot/$name" ] || fail "$boot/$name is missing: the boot partition is not mounted."
  done
  case $panel in
    [1-9]*x[1-9]*[0-9]) ;;
    *) fail "--panel $panel is not a size such as 1920x1080." ;;
  esac
  case $panel in *[!0-9x]* | *x*x*) fail "--panel $panel is not a size such as 1920x1080." ;; esac
}

check_package() {
  [ -n "$package" ] || fail "Say which package: install.sh mirrorbox_VERSION_ARCH.deb"
  [ -f "$package" ] || fail "$package is not a file."
  name=$(dpkg-deb --field "$package" Package 2>/dev/null) || fail "$package is no Debian package."
  [ "$name" = mirrorbox ] || fail "$package is the package $name, not mirrorbox."
  version=$(dpkg-deb --field "$package" Version)
  case $version in
    *+deb"$suite") ;;
    *) fail "Package $version is not for Debian $suite; build it with make deb SUITE=..." ;;
  esac
}

# --- changing, with a way back ----------------------------------------------------------

# keep FILE: remember a file as it was before the first change, or that it was not there.
keep() {
  [ -z "$dry" ] || return 0
  name=${1#"$root"}
  mkdir -p "$saved/files"
  touch "$saved/new"
  if [ -e "$saved/files$name" ] || [ -L "$saved/files$name" ] || grep -Fqx "$name" "$saved/new"; then
    return 0
  fi
  if [ -e "$1" ] || [ -L "$1" ]; then
    mkdir -p "$(dirname "$saved/files$name")"
    cp -a "$1" "$saved/files$name.part"
    sync "$saved/files$name.part" 2>/dev/null || true
    mv "$saved/files$name.part" "$saved/files$name"
  else
    echo "$name" >>"$saved/new"
  fi
}

# write FILE: take the new content from standard input; the plug may be pulled meanwhile.
write() {
  new=$(mktemp)
  cat >"$new"
  if cmp -s "$new" "$1"; then
    say "  ${1#"$root"} is right already"
  else
    say "  ${1#"$root"} changes"
    if [ -z "$dry" ]; then
      keep "$1"
      cp "$new" "$1.part"
      sync "$1.part"
      mv "$1.part" "$1"
    fi
  fi
  rm -f "$new"
}

mask() {
  if [ "$(readlink "$units/$1" 2>/dev/null)" = /dev/null ]; then
    say "  $1 is masked already"
    return
  fi
  say "  $1 is masked"
  [ -z "$dry" ] || return 0
  keep "$units/$1"
  mkdir -p "$units"
  rm -f "$units/$1"
  ln -s /dev/null "$units/$1"
}

# --- the steps -------------------------------------------------------------------------

config_txt() {
  # Ours goes last and wins; the old firmware display driver must not be there at all.
  sed -e '/^# mirrorbox begin/,/^# mirrorbox end/d' \
    -e 's/^dtoverlay=vc4-fkms-v3d/#&/' "$boot/config.txt" >"$1"
  # A line without its end would swallow ours.
  [ -z "$(tail -c 1 "$1")" ] || echo >>"$1"
  kms=dtoverlay=vc4-kms-v3d
  if grep -q '^dtoverlay=vc4-kms-v3d' "$1"; then kms="# $kms stands above"; fi
  cat >>"$1" <<END
# mirrorbox begin: written by install.sh, which writes it anew each time
[all]
$kms
disable_fw_kms_setup=1
camera_auto_detect=1
disable_splash=1
dtparam=watchdog=on
# From the firmware's end to systemd's beginning; a long check of the disk fits in.
kernel_watchdog_timeout=60
dtoverlay=disable-bt
dtoverlay=disable-wifi
# No clock chip on these boards: a DS3231 on pins 3 and 5, harmless where there is none.
[pi4]
dtoverlay=i2c-rtc,ds3231
[pi02]
dtoverlay=i2c-rtc,ds3231
# The Pi 5 has its own clock and power button. Its cell is never charged by us: a
# CR2032 must not be; a rechargeable one needs dtparam=rtc_bbat_vchg=3000000.
# A power button on the others: dtoverlay=gpio-shutdown,gpio_pin=26. Only GPIO 3 could
# wake the board as well, and the clock needs that pin.
[all]
# mirrorbox end
END
}

# Words that go, by their beginnings; then ours.
cmdline_txt() {
  kept=''
  # shellcheck disable=SC2013 # one line of words
  for word in $(cat "$boot/cmdline.txt"); do
    case $word in
      console=tty1 | quiet | splash | plymouth.* | loglevel=* | logo.nologo | fsck.repair=*) ;;
      vt.global_cursor_default=* | video=HDMI-A-1:* | console=tty3) ;;
      *) kept="$kept$word " ;;
    esac
  done
  echo "${kept}console=tty3 quiet loglevel=3 logo.nologo vt.global_cursor_default=0" \
    "fsck.repair=yes video=HDMI-A-1:${panel}@60D"
}

install_package() {
  if [ -n "$root" ]; then
    say "  left out: --root works on files only"
  elif [ "$(dpkg-query --show --showformat='${db:Status-Abbrev}${Version}' mirrorbox 2>/dev/null)" = "ii $version" ]; then
    say "  $version is installed already"
  else
    say "  $version, with what it needs"
    [ -z "$dry" ] || return 0
    mkdir -p "$saved"
    touch "$saved/package"
    DEBIAN_FRONTEND=noninteractive apt-get install --yes --allow-downgrades "$(realpath "$package")"
  fi
}

do_install() {
  check_machine
  check_boot
  check_package
  say "1. The package"
  install_package
  say "2. How the board starts"
  next=$(mktemp)
  config_txt "$next"
  write "$boot/config.txt" <"$next"
  rm -f "$next"
  cmdline_txt | write "$boot/cmdline.txt"
  say "3. What does not run on a unit"
  for unit in $masked; do mask "$unit"; done
  say "4. What stays as it is"
  say "  a cable network and ssh, for whoever services the unit; Wi-Fi ends with the next start"
  say "  the records lie on the system's own partition; only the image gives them their own"
  if [ -n "$dry" ]; then
    say "Nothing was changed."
  else
    say "Done. Restart the unit: systemctl reboot"
  fi
}

do_undo() {
  [ -n "$root" ] || [ "$(id -u)" = 0 ] || fail "Run this as root: sudo $0 --undo"
  if [ ! -d "$saved" ]; then
    say "Nothing was installed here."
    return
  fi
  say "1. Files as they were"
  if [ -d "$saved/files" ]; then
    (cd "$saved/files" && find . ! -type d ! -name '*.part') | sed 's/^\.//' | while IFS= read -r name; do
      say "  $name comes back"
      [ -z "$dry" ] || continue
      rm -f "$root$name.part"
      cp -a "$saved/files$name" "$root$name.part"
      mv -f "$root$name.part" "$root$name"
    done
  fi
  if [ -f "$saved/new" ]; then
    while IFS= read -r name; do
      say "  $name goes"
      [ -n "$dry" ] || rm -f "$root$name"
    done <"$saved/new"
  fi
  if [ -e "$saved/package" ]; then
    say "2. The package goes; the records in /var/lib/mirrorbox stay"
    [ -n "$dry" ] || DEBIAN_FRONTEND=noninteractive apt-get remove --yes mirrorbox
  fi
  if [ -n "$dry" ]; then
    say "Nothing was changed."
  else
    rm -rf "$saved"
    say "Done. Restart: systemctl reboot"
  fi
}

if [ -n "$undo" ]; then do_undo; else do_install; fi
