#!/bin/sh
# Installs cao for this user, or removes it again.
#
#   scripts/install.sh [--prefix DIR] [--yes]   cao into DIR/bin, all it needs into DIR/share/cao (default ~/.local)
#   scripts/install.sh --uninstall [--prefix DIR]
#
# The installed cao does not need this source tree. Installing again replaces it in one step; runs that live go on
# with what they were started from.
set -eu

root=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
cache=${CAO_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/cao}
stamp=$cache/trees$root/current
asked=${CAO_JAVA_HOME:-}:${JAVA_HOME:-}
. "$root/scripts/lib/prepare.sh"

prefix=${HOME:-}/.local
uninstall=no
allow=
while [ $# -gt 0 ]; do
  case $1 in
    --uninstall) uninstall=yes ;;
    --yes) allow=--yes ;;
    --prefix)
      prefix=${2:-}
      [ $# -gt 1 ] && shift
      ;;
    --prefix=*) prefix=${1#--prefix=} ;;
    -h | --help)
      sed -n '2,/^set -eu/s/^# \{0,1\}//p' "$0"
      exit 0
      ;;
    *)
      echo "install.sh: unknown argument $1; see scripts/install.sh --help" >&2
      exit 2
      ;;
  esac
  shift
done
case $prefix in
  "" | /.local)
    echo "install.sh: no folder to install into. Set HOME, or give --prefix DIR." >&2
    exit 2
    ;;
  /*) ;;
  *) prefix=$PWD/$prefix ;;
esac
command=$prefix/bin/cao
share=$prefix/share/cao
mark="# Starts an installed cao."

ours() {
  grep -q "^$mark" "$1" 2>/dev/null
}

# live: prints the processes that run from the installed cao.
live() {
  commands=$(living_commands 2>/dev/null || :)
  # Not echo: in some shells it ends at a \c, which is in the arguments of other people's processes.
  printf '%s\n' "$commands" | grep -F -- "$share/" || :
}

if [ -e "$command" ] && ! ours "$command"; then
  echo "install.sh: $command is another program, and it stays. Give another --prefix, or move it away." >&2
  exit 2
fi

if [ "$uninstall" = yes ]; then
  users=$(live)
  if [ -n "$users" ]; then
    printf 'install.sh: cao is running; stop it first (cao stop --all):\n%s\n' "$users" >&2
    exit 1
  fi
  rm -f "$command"
  if [ -d "$share" ]; then
    for old in "$share"/????????????????; do
      if ours "$old/bin/cao"; then rm -rf "$old"; fi
    done
    rmdir "$share" 2>/dev/null || echo "install.sh: $share holds files that are not cao's; they stay." >&2
  fi
  echo "Removed cao from $prefix. Runs and settings are kept (state, config and cache folders)."
  exit 0
fi

# shellcheck disable=SC2086  # empty or one word
prepare $allow
mkdir -p "$share" "$prefix/bin"
install_into "$share" ""
cp "$install/bin/cao" "$command.new"
mv -f "$command.new" "$command"
living=$(live)
for old in "$share"/????????????????; do
  case $old in "$install") continue ;; esac
  case $living in *"$old/"*) continue ;; esac
  if ours "$old/bin/cao"; then rm -rf "$old"; fi
done
echo "Installed $("$command" --version) as $command"
case :${PATH:-}: in
  *:"$prefix/bin":*) ;;
  *) echo "install.sh: $prefix/bin is not on your PATH. Add:  export PATH=\"$prefix/bin:\$PATH\"" >&2 ;;
esac
