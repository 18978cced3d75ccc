# shellcheck shell=sh disable=SC2154
# What an installed cao looks like, wherever it lies:
#   bin/cao  cao.jar  lib/*.jar  native/<SQLite library>  cao.aot  run.aot  agent.aot  bridge.aot
# The directory is named by the content of jars, JDK and launcher. It never changes once it is there, so a
# later build cannot disturb a run that lives, and no class cache can be taken for another jar's: the JVM
# itself does not notice (JDK 25.0.3 loads old code from a cache whose jar has changed). Sourced.

keep_installs=3
keep_days=7

content_hash() {
  if command -v sha256sum >/dev/null 2>&1; then sha256sum; else shasum -a 256; fi | cut -c 1-16
}

# lay_out DIR: what is the same wherever cao lies: jars and SQLite's library. Needs root, java_home.
lay_out() {
  rm -rf "$1"
  mkdir -p "$1/lib" "$1/bin"
  cp "$root/target/cao.jar" "$1/"
  cp "$root"/target/lib/*.jar "$1/lib/"
  extract_sqlite "$1"
}

# bundle DIR: makes DIR independent of the source tree.
bundle() {
  for part in agents examples LICENSE README.md; do
    if [ -e "$root/$part" ]; then cp -R "$root/$part" "$1/"; fi
  done
}

# install_into PARENT HOME: installs into PARENT/<hash of content> and sets install. HOME is the folder with
# agents/ and examples/; empty for an install that holds them itself.
install_into() {
  unpacked=$1/new.$$
  lay_out "$unpacked"
  if [ -z "$2" ]; then bundle "$unpacked"; fi
  key=$( (
    cd "$unpacked" || exit 2
    find . -type f | LC_ALL=C sort | while IFS= read -r file; do echo "$file" && cat "$file"; done
    cat "$java_home/release" "$root/scripts/lib/layout.sh"
    echo "$java_home" "$1" "$2"
  ) | content_hash)
  install=$1/$key
  if [ -f "$install/bin/cao" ]; then
    rm -rf "$unpacked"
    # An interrupted start may have left it without its cache.
    if [ ! -f "$install/cao.aot" ] && [ ! -f "$install/training.failed" ]; then make_aot_cache "$install"; fi
    return 0
  fi
  write_launcher "$(quoted "$install")" "$(quoted "$java_home")" "$(quoted "${2:-$install}")" >"$unpacked/bin/cao"
  chmod 755 "$unpacked/bin/cao"
  rm -rf "$install"
  mv "$unpacked" "$install"
  make_aot_cache "$install"
}

# quoted TEXT: as one word of shell source.
quoted() {
  printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"
}

# write_launcher INSTALL JAVA_HOME CAO_HOME: prints the launcher; all three are shell source. With $here as INSTALL
# the launcher finds out where it lies.
write_launcher() {
  cat <<'HEAD'
#!/bin/sh
# Starts an installed cao. Looks for nothing and builds nothing: cao starts itself with it, too.
HEAD
  # shellcheck disable=SC2016  # the word itself
  if [ "$1" = '$here' ]; then
    cat <<'SELF'
self=$0
while [ -L "$self" ]; do
  link=$(readlink "$self")
  case $link in
    /*) self=$link ;;
    *) self=${self%/*}/$link ;;
  esac
done
here=$(CDPATH='' cd -- "${self%/*}/.." && pwd -P)
SELF
  fi
  printf 'install=%s\njava_home=%s\ncao_home=%s\nsqlite=%s\n' "$1" "$2" "$3" "$(sqlite_file)"
  cat <<'BODY'
if [ ! -x "$java_home/bin/java" ]; then
  echo "cao: the Java it was installed with is gone: $java_home. Install cao again, or start scripts/cao." >&2
  exit 2
fi
command=${1:-}
set -- -jar "$install/cao.jar" "$@"
if [ -f "$install/native/$sqlite" ]; then
  set -- "-Dorg.sqlite.lib.path=$install/native" "-Dorg.sqlite.lib.name=$sqlite" "$@"
fi
# A JVM links all classes of its cache as it starts. So there is one for each kind of process: commands; runs, which may
# need the AWS SDK; the stand-in agent; and what each agent and each of its events starts (20 MB of memory instead of 36).
cache=cao.aot
case $command in
  launch | resume | orchestrate) cache=run.aot ;;
  agent) cache=agent.aot ;;
  mcp | hook)
    cache=bridge.aot
    set -- -Xms4m -Xmx256m -Xss256k "$@"
    ;;
esac
# The JVM would complain about a missing cache on standard output, and it is not allowed to.
if [ "${CAO_AOT:-}" != never ] && [ -f "$install/$cache" ]; then
  set -- "-XX:AOTCache=$install/$cache" "$@"
fi
# shellcheck disable=SC2086  # CAO_JAVA_OPTS is a list of words
exec "$java_home/bin/java" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:-UsePerfData \
  -Xlog:disable -Xlog:all=error:stderr "-Dcao.command=$install/bin/cao" "-Dcao.home=$cao_home" \
  ${CAO_JAVA_OPTS:-} "$@"
BODY
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

# make_aot_cache DIR: one pass over what each kind of process loads. Without the caches all works, slower.
make_aot_cache() {
  if [ "${CAO_AOT:-}" = never ]; then return 0; fi
  training=$1/training
  mkdir -p "$training"
  # That of runs takes as long as the others together, which are made beside it.
  (train "$1" bridge.aot mcp --train training && train "$1" agent.aot agent --name train -- true \
    && train "$1" commands.aot selftest --train) &
  others=$!
  trained=yes
  train "$1" run.aot selftest --train-runs || trained=no
  wait "$others" || trained=no
  # The last one tells that all are there.
  if [ "$trained" = no ] || ! mv "$1/commands.aot" "$1/cao.aot"; then
    cat "$training"/*.log >"$1/training.failed"
    echo "cao: no class cache could be made (see $1/training.failed); starts will be slower" >&2
  fi
  rm -rf "$training" "$1"/*.aot.new "$1"/*.aot.new.config
}

# train DIR CACHE COMMAND...: makes DIR/CACHE from what the command loads.
train() (
  cd "$1" || return 1
  made=$2
  shift 2
  # A relative name: the options are split at blanks, and the path may have some. No model is asked with these keys.
  echo 'Train.' | CAO_HOME=$training CAO_JAVA_OPTS="-XX:AOTCacheOutput=$made.new -Daws.accessKeyId=none
    -Daws.secretAccessKey=none" bin/cao "$@" >"training/$made.log" 2>&1 && [ -s "$made.new" ] && mv "$made.new" "$made"
)

# referenced_installs PARENT: prints those that the last build of some source tree stands for.
referenced_installs() {
  find "$1/trees" -type f -name current 2>/dev/null | while IFS= read -r file; do
    tree_root=${file#"$1/trees"}
    if [ -f "${tree_root%/current}/scripts/cao" ]; then sed -n 1p "$file"; else rm -f "$file"; fi
  done
}

# living_commands: prints "PID ARGUMENTS" for each process; fails where that cannot be known.
living_commands() {
  ps -A -ww -o pid=,args= 2>/dev/null && return 0
  # A bare container has no ps.
  [ -r /proc/self/cmdline ] || return 1
  for process in /proc/[0-9]*; do
    words=$(tr '\0' ' ' 2>/dev/null <"$process/cmdline") || continue
    if [ -n "$words" ]; then printf '%s\n' "${process#/proc/} $words"; fi
  done
}

# prune_installs PARENT: removes installs that are old, but none of the newest, none that a source tree refers to
# and none that a living process was started from. Where processes cannot be seen nothing is removed.
prune_installs() {
  living=$(living_commands 2>/dev/null) || return 0
  referenced=$(referenced_installs "$1")
  kept=0
  # shellcheck disable=SC2012  # names are ours: sixteen hexadecimal digits
  for old in $(cd "$1" && ls -1dt -- ????????????????/ 2>/dev/null); do
    old=$1/${old%/}
    kept=$((kept + 1))
    if [ "$kept" -le "$keep_installs" ]; then continue; fi
    if [ -z "$(find "$old" -maxdepth 0 -mtime "+$keep_days")" ]; then continue; fi
    case $living$referenced in *"$old"*) continue ;; esac
    rm -rf "$old"
  done
}
