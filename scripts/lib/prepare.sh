# shellcheck shell=sh disable=SC2154
# Builds cao when its sources have changed, installs the result into a directory of its own, and sets install.
# Sourced by scripts/cao and the other scripts; needs root (of the sources), cache, stamp and asked.

. "$root/scripts/lib/java.sh"
. "$root/scripts/lib/requirements.sh"
. "$root/scripts/lib/layout.sh"

tree=$cache/trees$root
log=$tree/build.log

# prepare ARGS...: sets install. --yes among the arguments (before --), or CAO_YES=1, allows installing packages.
prepare() {
  yes=no
  if [ "${CAO_YES:-}" = 1 ]; then yes=yes; fi
  for argument in "$@"; do
    case $argument in
      --) break ;;
      --yes | -y) yes=yes ;;
    esac
  done
  if [ "${CAO_BUILD:-}" = never ]; then
    require "$yes" jdk tmux git
  else
    require "$yes" jdk mvn tmux git
  fi
  mkdir -p "$tree" || {
    echo "cao: cannot write to $cache. Set CAO_CACHE to a folder where cao may keep what it builds." >&2
    exit 2
  }
  take_lock "$tree/lock"
  # Another start may have done the work while this one waited.
  if ! stamp_is_current; then
    touch "$tree/started"
    build
    install_into "$cache" "$root"
    printf '%s\n' "$install" "$java_home" "$asked" >"$tree/stamp"
    # Keeps the time of the start: what was edited during the build is newer and is built next time.
    touch -r "$tree/started" "$tree/stamp"
    mv "$tree/stamp" "$stamp"
    prune_installs "$cache"
  fi
  release_lock "$tree/lock"
}

stamp_is_current() {
  [ -r "$stamp" ] || return 1
  { read -r install && read -r stamped_java && read -r stamped_for; } <"$stamp" || return 1
  [ "$stamped_java" = "$java_home" ] && [ "$stamped_for" = "$asked" ] && [ -f "$install/bin/cao" ] || return 1
  newer=$(find "$root/pom.xml" "$root/src/main" "$root/scripts/cao" "$root/scripts/lib" "$java_home/release" \
    -newer "$stamp" 2>/dev/null) || return 1
  [ -z "$newer" ]
}

# build: makes target/cao.jar and target/lib; CAO_BUILD=never takes them as they are.
build() {
  if [ "${CAO_BUILD:-}" = never ]; then
    [ -f "$root/target/cao.jar" ] || {
      echo "cao: CAO_BUILD=never, and there is no target/cao.jar. Run scripts/cao without it." >&2
      exit 2
    }
    return 0
  fi
  echo "cao: building from $root (only when sources changed; log: $log)" >&2
  if ! JAVA_HOME=$java_home mvn -B -ntp -f "$root/pom.xml" package -Dmaven.test.skip=true -Djacoco.skip=true \
    >"$log" 2>&1 </dev/null 9>&-; then
    echo "cao: the build failed. The end of $log:" >&2
    tail -n 25 "$log" >&2
    exit 2
  fi
  echo "cao: built" >&2
}

# One build at a time. flock releases by itself when its holder dies; without it, a folder named by our process.
take_lock() {
  if command -v flock >/dev/null 2>&1; then
    exec 9>"$1"
    flock -n 9 || {
      echo "cao: another build is going on in $root; waiting for it" >&2
      flock 9
    }
    return 0
  fi
  until mkdir "$1.d" 2>/dev/null; do
    holder=$(cat "$1.d/pid" 2>/dev/null || :)
    if [ -n "$holder" ] && ! kill -0 "$holder" 2>/dev/null; then
      rm -rf "$1.d"
    else
      sleep 1
    fi
  done
  echo "$$" >"$1.d/pid"
  trap 'rm -rf "$tree/lock.d"' EXIT
}

release_lock() {
  if command -v flock >/dev/null 2>&1; then
    exec 9>&-
  else
    rm -rf "$1.d"
    trap - EXIT
  fi
}
