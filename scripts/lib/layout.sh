# shellcheck shell=sh disable=SC2154
# What an installed cao looks like, wherever it lies:
#   bin/cao  cao.jar  lib/*.jar  native/<SQLite library>  cao.aot
# The directory is named by the content of jars, JDK and launcher. It never changes once it is there, so a
# later build cannot disturb a run that lives, and no class cache can be taken for another jar's: the JVM
# itself does not notice (JDK 25.0.3 loads old code from a cache whose jar has changed). Sourced.

keep_installs=3
keep_days=7

content_hash() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -c 1-16
}

# install_jars TARGET HOME: installs TARGET/cao.jar with TARGET/lib into the cache and sets install.
# HOME is the folder with agents/ and examples/.
install_jars() {
  unpacked=$cache/new.$$
  rm -rf "$unpacked"
  mkdir -p "$unpacked/lib" "$unpacked/bin"
  cp "$1/cao.jar" "$unpacked/"
  cp "$1"/lib/*.jar "$unpacked/lib/"
  key=$( (cd "$unpacked" && cat cao.jar lib/*.jar "$java_home/release" "$root/scripts/lib/layout.sh" \
    && ls lib && echo "$java_home $2") | content_hash)
  install=$cache/$key
  if [ -f "$install/bin/cao" ]; then
    rm -rf "$unpacked"
    # An interrupted start may have left it without its cache.
    if [ ! -f "$install/cao.aot" ] && [ ! -f "$install/training.failed" ]; then make_aot_cache "$install"; fi
    return 0
  fi
  extract_sqlite "$unpacked"
  write_launcher "$unpacked/bin/cao" "$(quoted "$install")" "$(quoted "$java_home")" "$(quoted "$2")"
  rm -rf "$install"
  mv "$unpacked" "$install"
  make_aot_cache "$install"
}

# quoted TEXT: as one word of shell source.
quoted() {
  printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"
}

# write_launcher FILE INSTALL JAVA_HOME CAO_HOME: the last three are shell source.
write_launcher() {
  {
    cat <<'HEAD'
#!/bin/sh
# Starts the cao that lies beside this file. Looks for nothing and builds nothing: cao starts itself with it.
HEAD
    printf 'install=%s\njava_home=%s\ncao_home=%s\nsqlite=%s\n' "$2" "$3" "$4" "$(sqlite_file)"
    cat <<'BODY'
if [ ! -x "$java_home/bin/java" ]; then
  echo "cao: the Java it was installed with is gone: $java_home. Install cao again, or start scripts/cao." >&2
  exit 2
fi
set -- -jar "$install/cao.jar" "$@"
if [ -f "$install/native/$sqlite" ]; then
  set -- "-Dorg.sqlite.lib.path=$install/native" "-Dorg.sqlite.lib.name=$sqlite" "$@"
fi
# The JVM would complain about a missing cache on standard output, and it is not allowed to.
if [ "${CAO_AOT:-}" != never ] && [ -f "$install/cao.aot" ]; then
  set -- "-XX:AOTCache=$install/cao.aot" "$@"
fi
# shellcheck disable=SC2086  # CAO_JAVA_OPTS is a list of words
exec "$java_home/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData \
  -Xlog:disable -Xlog:all=error:stderr "-Dcao.command=$install/bin/cao" "-Dcao.home=$cao_home" \
  ${CAO_JAVA_OPTS:-} "$@"
BODY
  } >"$1"
  chmod 755 "$1"
}

sqlite_file() {
  case $(uname -s) in
    Darwin) echo libsqlitejdbc.dylib ;;
    *) echo libsqlitejdbc.so ;;
  esac
}

sqlite_folder() {
  case $(uname -m) in
    x86_64 | amd64) machine=x86_64 ;;
    aarch64 | arm64) machine=aarch64 ;;
    *) machine=$(uname -m) ;;
  esac
  system=Linux
  if [ "$(uname -s)" = Darwin ]; then
    system=Mac
  elif ls /lib/ld-musl-* >/dev/null 2>&1; then
    system=Linux-Musl
  fi
  echo "org/sqlite/native/$system/$machine"
}

# extract_sqlite DIR: puts the native library into DIR/native. sqlite-jdbc would else write it to the temp folder
# at every start (over 100 ms). Where the jar has none for this machine, sqlite-jdbc says so itself.
extract_sqlite() {
  entry=$(sqlite_folder)/$(sqlite_file)
  if (cd "$1" && "$java_home/bin/jar" xf lib/sqlite-jdbc-*.jar "$entry") && [ -f "$1/$entry" ]; then
    mkdir -p "$1/native"
    mv "$1/$entry" "$1/native/"
  fi
  rm -rf "$1/org"
}

# make_aot_cache DIR: one run over what usual commands load. Without the cache all works, slower.
make_aot_cache() {
  if [ "${CAO_AOT:-}" = never ]; then return 0; fi
  training=$1/training
  mkdir -p "$training"
  if CAO_HOME=$training CAO_JAVA_OPTS="-XX:AOTCacheOutput=$1/cao.aot.new" \
    "$1/bin/cao" selftest --train >"$training/log" 2>&1 </dev/null && [ -s "$1/cao.aot.new" ]; then
    mv "$1/cao.aot.new" "$1/cao.aot"
  else
    mv "$training/log" "$1/training.failed"
    echo "cao: no class cache could be made (see $1/training.failed); starts will be slower" >&2
  fi
  rm -rf "$training" "$1/cao.aot.new" "$1/cao.aot.new.config"
}

# prune_installs: removes installs that are old, not among the newest, and that no process was started from.
prune_installs() {
  living=$(ps -A -o args= 2>/dev/null) || return 0
  kept=0
  # shellcheck disable=SC2012  # names are ours: sixteen hexadecimal digits
  for old in $(cd "$cache" && ls -1dt -- ????????????????/ 2>/dev/null); do
    old=$cache/${old%/}
    kept=$((kept + 1))
    if [ "$kept" -le "$keep_installs" ] || [ "$old" = "$install" ]; then continue; fi
    if [ -z "$(find "$old" -maxdepth 0 -mtime "+$keep_days")" ]; then continue; fi
    case $living in *"$old/"*) continue ;; esac
    rm -rf "$old"
  done
}
