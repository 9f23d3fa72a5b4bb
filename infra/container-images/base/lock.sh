#!/usr/bin/env bash
# Pins the newest packages of Debian 12 in packages.lock, security updates included.
#
#   infra/container-images/base/lock.sh
#
# Checks the signature of Debian's indices with gpgv and the keyring of the package debian-archive-keyring, or the one
# that DEBIAN_KEYRING names. DEBIAN_MIRROR is another mirror than http://deb.debian.org.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mirror=${DEBIAN_MIRROR:-http://deb.debian.org}
keyring=${DEBIAN_KEYRING:-/usr/share/keyrings/debian-archive-keyring.gpg}
[ -r "$keyring" ] || { echo "$keyring is not there: install debian-archive-keyring, or name Debian's keyring in DEBIAN_KEYRING" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# index ARCHIVE SUITE: its packages, one a line: name, version, archive, path, SHA-256
index() {
  local suite=$mirror/$1/dists/$2 list=main/binary-amd64/Packages.xz sum
  curl -fsSL --retry 3 -o "$work/InRelease" "$suite/InRelease"
  gpgv --quiet --keyring "$keyring" --output "$work/Release" "$work/InRelease" 2> "$work/gpgv" \
    || { cat "$work/gpgv" >&2; echo "The signature of $suite/InRelease cannot be checked with $keyring" >&2; exit 1; }
  sum=$(awk -v list="$list" '/^[A-Z]/ { section = $1 } section == "SHA256:" && $3 == list { print $1 }' "$work/Release")
  curl -fsSL --retry 3 -o "$work/Packages.xz" "$suite/$list"
  echo "$sum  $work/Packages.xz" | sha256sum --check --quiet
  xz -dc "$work/Packages.xz" | awk -v archive="$1" '
    $1 == "Package:" { name = $2 } $1 == "Version:" { version = $2 } $1 == "Filename:" { path = $2 } $1 == "SHA256:" { sum = $2 }
    /^$/ { print name, version, archive, path, sum }'
}

{ index debian bookworm; index debian bookworm-updates; index debian-security bookworm-security; } > "$work/all"
{
  echo "# What the base of the images is made of: kind, archive, path in it, SHA-256. Written by lock.sh."
  echo "# snapshot $(date -u +%Y%m%dT%H%M%SZ)"
  grep -v '^#' "$here/packages.txt" | while read -r kind name; do
    newest=$(awk -v name="$name" '$1 == name { print $2, $3, $4, $5 }' "$work/all" | sort -V -k1,1 | tail -1)
    [ -n "$newest" ] || { echo "Debian 12 has no package $name" >&2; exit 1; }
    echo "$kind ${newest#* }"
  done
} > "$work/lock"
mv "$work/lock" "$here/packages.lock"
