#!/usr/bin/env bash
# Builds the base of the images, a Docker-format tar of two layers: packages of Debian, and a Java runtime.
#
#   infra/container-images/base/build.sh TAR
#
# Equal packages.lock and build.sh give equal bytes. Packages are fetched from Debian's mirrors or, where these have
# dropped a version, from snapshot.debian.org, are checked against their SHA-256, and are kept in PACKAGES_CACHE
# (~/.cache/zoodip/packages). Needs Linux on x86_64, a JDK 17 (JAVA_HOME, or jlink on the path), curl, ar, xz and GNU tar.
set -euo pipefail
export LC_ALL=C
umask 022
here=$(cd "$(dirname "$0")" && pwd)
tar=$(realpath -m "$1")
cache=${PACKAGES_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/zoodip/packages}
lock=$here/packages.lock
jlink=${JAVA_HOME:+$JAVA_HOME/bin/}jlink
user=65532
modules=java.base,java.compiler,java.desktop,java.instrument,java.management,java.naming,java.net.http,java.rmi
modules+=,java.scripting,java.security.jgss,java.security.sasl,java.sql,jdk.crypto.ec,jdk.jcmd,jdk.jfr,jdk.management
modules+=,jdk.naming.dns,jdk.net,jdk.unsupported,jdk.zipfs

for tool in "$jlink" curl ar xz sha256sum; do
  command -v "$tool" > /dev/null || { echo "$tool is not there: the base of the images needs a JDK 17, curl, binutils and xz" >&2; exit 1; }
done
snapshot=$(sed -n 's/^# snapshot //p' "$lock")
made=$(cat "$lock" "$here/build.sh" | sha256sum | cut -d' ' -f1)
if [ -f "$tar" ] && [ "$(cat "$tar.made-of" 2> /dev/null)" = "$made" ]; then
  exit 0
fi
mkdir -p "$cache" "$(dirname "$tar")"
work=$(mktemp -d "$(dirname "$tar")/base.XXXXXX")
trap 'rm -rf "$work"' EXIT

# fetch ARCHIVE PATH SHA256: the package's file in the cache
fetch() {
  local file=$cache/$3.deb from
  [ ! -f "$file" ] || { echo "$file"; return; }
  for from in "${DEBIAN_MIRROR:-http://deb.debian.org}/$1" "https://snapshot.debian.org/archive/$1/$snapshot"; do
    if curl -fsSL --retry 3 --connect-timeout 20 -o "$work/package" "$from/$2" && echo "$3  $work/package" | sha256sum --check --status; then
      mv "$work/package" "$file"
      echo "$file"
      return
    fi
  done
  echo "$2 with SHA-256 $3 is nowhere to be had: run $here/lock.sh to take the newest packages" >&2
  return 1
}

# member PACKAGE NAME: the tar within a package
member() {
  local name
  name=$(ar t "$1" | grep "^$2\.tar")
  case $name in
    *.xz) ar p "$1" "$name" | xz -dc ;;
    *.gz) ar p "$1" "$name" | gzip -dc ;;
    *.zst) ar p "$1" "$name" | zstd -dc ;;
    *) ar p "$1" "$name" ;;
  esac
}

field() { sed -n "s/^$1: //p" "$2" | head -1; }

# layer FOLDER TAR OWNER: the same bytes whenever and by whomever it is made
layer() {
  tar -C "$1" -cf "$2" --format=gnu --sort=name --mtime=@1 --numeric-owner --owner="$3" --group="$3" --mode=u+rw,go-w .
}

debian=$work/debian
mkdir -p "$debian/var/lib/dpkg/status.d" "$debian/usr/share/sbom" "$work/control"
components=
while read -r kind archive path sum; do
  package=$(fetch "$archive" "$path" "$sum")
  member "$package" control | tar -x -C "$work/control" ./control
  name=$(field Package "$work/control/control") version=$(field Version "$work/control/control")
  if [ "$kind" = root ]; then
    member "$package" data | tar -x -C "$debian"
    # where scanners look for what is installed without dpkg
    cp "$work/control/control" "$debian/var/lib/dpkg/status.d/$name"
  else
    member "$package" data | tar -x -C "$work" --wildcards './usr/lib/jvm/*/jmods/*'
  fi
  components+=$(printf '{"type":"library","name":"%s","version":"%s","purl":"pkg:deb/debian/%s@%s?arch=%s&distro=debian-12","hashes":[{"alg":"SHA-256","content":"%s"}]},' \
    "$name" "$version" "$name" "${version//+/%2B}" "$(field Architecture "$work/control/control")" "$sum")
done < <(grep -v '^#' "$lock")
printf '{"bomFormat":"CycloneDX","specVersion":"1.6","version":1,"components":[%s]}\n' "${components%,}" > "$debian/usr/share/sbom/base.cdx.json"

# what a service never reads; copyright files stay
rm -rf "$debian"/usr/share/{man,locale,lintian,doc-base,bug,base-files,i18n,gcc} "$debian"/usr/share/zoneinfo/right \
  "$debian"/usr/lib/x86_64-linux-gnu/gconv "$debian"/usr/sbin "$debian"/etc/{update-motd.d,ca-certificates,skel} "$debian"/usr/lib/x86_64-linux-gnu/audit
find "$debian/usr/share/doc" ! -type d ! -name copyright ! -type l -delete
find "$debian" -name '*.crt' -path '*/ca-certificates/*' | sort | xargs cat > "$work/certificates"
mkdir -p "$debian/etc/ssl/certs"
mv "$work/certificates" "$debian/etc/ssl/certs/ca-certificates.crt"
echo "root:x:0:0:root:/root:/sbin/nologin
zoodip:x:$user:$user:Zoodip:/var/lib/zoodip:/sbin/nologin" > "$debian/etc/passwd"
echo "root:x:0:
zoodip:x:$user:" > "$debian/etc/group"
echo "hosts: files dns" > "$debian/etc/nsswitch.conf"
find "$debian" -type d -exec chmod 755 {} +
layer "$debian" "$work/1.tar" 0
# the two folders that can be written: owned, so that volumes made from them are
mkdir -p "$work/state/tmp" "$work/state/var/lib/zoodip"
chmod 1777 "$work/state/tmp"
chmod 700 "$work/state/var/lib/zoodip"
tar -C "$work/state" -rf "$work/1.tar" --format=gnu --mtime=@1 --numeric-owner --owner=0 --group=0 ./tmp
tar -C "$work/state" -rf "$work/1.tar" --format=gnu --mtime=@1 --numeric-owner --owner=$user --group=$user ./var/lib/zoodip

mkdir -p "$work/java/opt"
"$jlink" --module-path "$(find "$work/usr" -name jmods)" --add-modules $modules --no-header-files --no-man-pages \
  --strip-java-debug-attributes --output "$work/java/opt/java"
layer "$work/java" "$work/2.tar" 0

digest() { sha256sum "$1" | cut -d' ' -f1; }
cat > "$work/config.json" <<JSON
{"architecture":"amd64","os":"linux","created":"1970-01-01T00:00:01Z","config":{},
 "rootfs":{"type":"layers","diff_ids":["sha256:$(digest "$work/1.tar")","sha256:$(digest "$work/2.tar")"]},
 "history":[{"created":"1970-01-01T00:00:01Z","created_by":"packages of Debian 12, $snapshot"},
  {"created":"1970-01-01T00:00:01Z","created_by":"jlink"}]}
JSON
echo '[{"Config":"config.json","RepoTags":["zoodip/base:latest"],"Layers":["1.tar","2.tar"]}]' > "$work/manifest.json"
tar -C "$work" -cf "$work/base.tar" --format=gnu --mtime=@1 --numeric-owner --owner=0 --group=0 manifest.json config.json 1.tar 2.tar
mv "$work/base.tar" "$tar"
echo "$made" > "$tar.made-of"
