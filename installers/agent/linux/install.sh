#!/bin/sh
# Installs the guest agent from its archive, on a Linux with glibc, or removes it:
#
#   ./install.sh            installs or upgrades
#   ./install.sh --remove   removes the program; configuration, logs and state stay
#   ./install.sh --purge    removes those as well
#
# DESTDIR is put before every path, and then no service is started or stopped.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
root=${DESTDIR:-}
program=$root/usr/lib/quantix-agent
state=$root/var/lib/limiquantix

say() { echo "quantix-agent: $*"; }
if [ -z "$root" ] && [ "$(id -u)" != 0 ]; then
  say "this needs root" >&2
  exit 1
fi

manager=none
if [ -n "$root" ]; then
  if [ -d "$root/etc/systemd" ] || [ -d "$root/usr/lib/systemd" ]; then manager=systemd; fi
  if [ -x "$root/sbin/openrc-run" ]; then manager=openrc; fi
elif [ -d /run/systemd/system ]; then
  manager=systemd
elif [ -x /sbin/openrc-run ]; then
  manager=openrc
fi
live() { [ -z "$root" ]; }

stop() {
  live || return 0
  case $manager in
    systemd)
      systemctl disable --now quantix-agent.service 2>/dev/null || true
      ;;
    openrc)
      rc-service quantix-agent stop 2>/dev/null || true
      rc-update del quantix-agent default 2>/dev/null || true
      ;;
  esac
}

remove() {
  stop
  rm -rf "$program" "$state/agent" "$root/usr/share/doc/quantix-agent"
  rm -f "$root/usr/sbin/quantix-agent" "$root/usr/lib/systemd/system/quantix-agent.service" \
    "$root/etc/init.d/quantix-agent" "$root/usr/lib/udev/rules.d/70-quantix-agent.rules"
  if live && [ "$manager" = systemd ]; then systemctl daemon-reload; fi
}

case ${1:-} in
  --remove)
    remove
    say "removed; $root/etc/limiquantix, its logs and its state stay"
    exit 0
    ;;
  --purge)
    remove
    rm -rf "$root/etc/limiquantix" "$root/var/log/limiquantix" "$state"
    say "removed with configuration, logs and state"
    exit 0
    ;;
  '') ;;
  *)
    sed -n '2,9s/^# \{0,1\}//p' "$0"
    exit 2
    ;;
esac

if live && ! "$here/tree/usr/lib/quantix-agent/runtime/bin/java" -version >/dev/null 2>&1; then
  say "its Java does not run here: it needs glibc 2.17 or newer (Alpine's musl is none) and $(cat "$here/architecture")" >&2
  exit 1
fi

# The new version is laid beside the old one, which runs on until it is there.
rm -rf "$program.new" "$program.old"
mkdir -p "$root/usr/lib" "$root/usr/sbin"
cp -Rp "$here/tree/usr/lib/quantix-agent" "$program.new"
if [ -d "$program" ]; then mv "$program" "$program.old"; fi
mv "$program.new" "$program"
rm -rf "$program.old" "$state/agent" # and what a host has sent to the old one
ln -sf ../lib/quantix-agent/bin/quantix-agent "$root/usr/sbin/quantix-agent"
mkdir -p "$root/etc/limiquantix/pre-freeze.d" "$root/etc/limiquantix/post-thaw.d" "$root/usr/share/doc/quantix-agent"
if [ ! -e "$root/etc/limiquantix/agent.yaml" ]; then
  cp -p "$here/tree/etc/limiquantix/agent.yaml" "$root/etc/limiquantix/agent.yaml"
fi
cp -p "$here/tree/usr/share/doc/quantix-agent/"* "$root/usr/share/doc/quantix-agent/"
mkdir -p "$state" "$root/var/log/limiquantix"
chmod 0700 "$state"
chmod 0750 "$root/var/log/limiquantix"

case $manager in
  systemd)
    mkdir -p "$root/usr/lib/systemd/system" "$root/usr/lib/udev/rules.d"
    cp -p "$here/tree/usr/lib/systemd/system/quantix-agent.service" "$root/usr/lib/systemd/system/"
    cp -p "$here/tree/usr/lib/udev/rules.d/70-quantix-agent.rules" "$root/usr/lib/udev/rules.d/"
    if live; then
      udevadm control --reload 2>/dev/null || true
      udevadm trigger --subsystem-match=virtio-ports 2>/dev/null || true
      systemctl daemon-reload
      systemctl enable quantix-agent.service
      if [ -e /dev/virtio-ports/org.limiquantix.agent.0 ]; then systemctl restart --no-block quantix-agent.service; fi
    fi
    ;;
  openrc)
    mkdir -p "$root/etc/init.d"
    install -m 755 "$here/quantix-agent.openrc" "$root/etc/init.d/quantix-agent"
    if live; then
      rc-update add quantix-agent default
      rc-service quantix-agent restart
    fi
    ;;
  none)
    say "neither systemd nor OpenRC: have your system start /usr/lib/quantix-agent/bin/quantix-agent, again when it ends"
    ;;
esac
say "version $(cat "$program/version") is installed"
