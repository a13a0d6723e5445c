#!/bin/sh
# Called by ./dev dist with the JDK at $1: makes what one gives to somebody without Java.
#
#   dist/sluice/                     a folder that runs anywhere on this kind of machine
#   dist/sluice_VERSION_ARCH.deb     the same as a Debian package, where dpkg-deb is installed

jdk=$1
root=$(CDPATH= cd -- "${0%/*}/.." && pwd -P) || exit 1
dist=$root/dist
image=$dist/sluice
package=$dist/package

fail() {
  echo "dist: $1" >&2
  exit 1
}

# Only the modules that Sluice uses, and Sluice among them: no jar is opened at a start.
link_image() {
  "$jdk/bin/jlink" --module-path "$root/cli/target/app" \
    --add-modules dev.sluice.cli,org.slf4j.simple \
    --strip-debug --no-header-files --no-man-pages --compress zip-6 --output "$image" ||
    fail "jlink failed"
  rm -f "$image"/bin/keytool "$image"/bin/jrunscript "$image"/bin/rmiregistry
  mkdir -p "$image/lib/sluice"
  cp "$root/.dev/jvm-flags.sh" "$image/lib/sluice/"
  install -m 755 "$root/.dev/launch-image.sh" "$image/bin/sluice"
}

# The cache fits this image alone, wherever it is moved to.
train_image() {
  "$root/.dev/train-aot.sh" "$image" "$image/lib/sluice" linked >"$dist/train.log" 2>&1 ||
    fail "the AOT cache could not be made; see $dist/train.log"
}

version() {
  "$image/bin/sluice" --version | sed 's/^sluice //; s/-SNAPSHOT/~snapshot/'
}

# The manual is what the program says of itself, page after page.
manual() {
  printf '.TH SLUICE 1 "" "Sluice %s" "User Commands"\n' "$(version)"
  printf '.SH NAME\nsluice \\- download, verify and share torrents\n'
  section DESCRIPTION
  "$image/bin/sluice" --help | verbatim
  for command in $(commands); do
    section "SLUICE $(echo "$command" | tr '[:lower:]' '[:upper:]')"
    "$image/bin/sluice" help "$command" | verbatim
  done
}

section() {
  printf '.SH "%s"\n' "$1"
}

verbatim() {
  echo .nf
  sed 's/\\/\\e/g; s/-/\\-/g; s/^\([.'\'']\)/\\\&\1/'
  echo .fi
}

commands() {
  "$image/bin/sluice" --help | sed -n '/^Commands:/,/^$/p' | sed -n 's/^  \([a-z]*\) .*/\1/p' |
    grep -v '^help$'
}

fill_package() {
  rm -rf "$package"
  mkdir -p "$package/DEBIAN" "$package/usr/lib" "$package/usr/bin" "$package/usr/share/man/man1" \
    "$package/usr/share/bash-completion/completions" "$package/usr/share/doc/sluice"
  cp -a "$image" "$package/usr/lib/sluice"
  ln -s ../lib/sluice/bin/sluice "$package/usr/bin/sluice"
  manual | gzip -9n >"$package/usr/share/man/man1/sluice.1.gz"
  "$image/bin/sluice" completion bash >"$package/usr/share/bash-completion/completions/sluice"
  cp "$root/LICENSE" "$package/usr/share/doc/sluice/copyright"
  gzip -9nc "$root/CHANGELOG.md" >"$package/usr/share/doc/sluice/changelog.gz"
  cat >"$package/DEBIAN/control" <<CONTROL
Package: sluice
Version: $(version)
Architecture: $(dpkg --print-architecture)
Maintainer: The Sluice authors <sluice@localhost>
Installed-Size: $(du -sk --exclude=DEBIAN "$package" | cut -f1)
Depends: libc6
Section: net
Priority: optional
Description: BitTorrent client for people
 Downloads, verifies, streams and shares torrents from the command line.
 Brings its own runtime: no Java is needed.
CONTROL
}

build_package() {
  fill_package
  (cd "$dist" && dpkg-deb --root-owner-group --build package . >/dev/null) || fail "dpkg-deb failed"
  rm -rf "$package"
}

size() {
  du -shL "$1" | cut -f1
}

rm -rf "$dist"
mkdir -p "$dist"
JAVA_HOME=$jdk SLUICE_BUILD=now "$root/sluice" --version >/dev/null || fail "the build failed"
link_image
train_image
echo "$image: $(size "$image")"
if command -v dpkg-deb >/dev/null 2>&1; then
  build_package
  for deb in "$dist"/*.deb; do echo "$deb: $(size "$deb")"; done
fi
