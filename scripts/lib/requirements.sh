# shellcheck shell=sh disable=SC2034,SC2154
# Says, in one message, what this machine lacks and how to get it here; installs it when told to. Sourced.

jdk_archive="https://adoptium.net/temurin/releases/?version=25"

# package_manager: prints the first one this system has.
package_manager() {
  for manager in apt-get dnf pacman zypper apk brew; do
    if command -v "$manager" >/dev/null 2>&1; then
      echo "$manager"
      return 0
    fi
  done
  return 1
}

# package_names MANAGER TOOL: prints the names under which the package manager may have the tool.
package_names() {
  case $2:$1 in
    jdk:apt-get) echo "openjdk-25-jdk-headless openjdk-26-jdk-headless" ;;
    jdk:dnf) echo "java-25-openjdk-devel java-latest-openjdk-devel" ;;
    jdk:pacman) echo "jdk25-openjdk" ;;
    jdk:zypper) echo "java-25-openjdk-devel" ;;
    jdk:apk) echo "openjdk25-jdk openjdk25" ;;
    jdk:brew) echo "openjdk@25" ;;
    *) echo "$2" ;;
  esac
}

# package_offered MANAGER PACKAGE: true when the sources that are configured here have it.
package_offered() {
  case $1 in
    apt-get)
      candidate=$(LC_ALL=C apt-cache policy "$2" 2>/dev/null | sed -n 's/^ *Candidate: *//p')
      [ -n "$candidate" ] && [ "$candidate" != "(none)" ]
      ;;
    dnf) dnf -q list --available "$2" >/dev/null 2>&1 ;;
    pacman) pacman -Si "$2" >/dev/null 2>&1 ;;
    zypper) zypper -q --non-interactive search --match-exact "$2" >/dev/null 2>&1 ;;
    apk) [ -n "$(apk search -e "$2" 2>/dev/null)" ] ;;
    brew) brew info --formula "$2" >/dev/null 2>&1 ;;
  esac
}

# install_command MANAGER: prints the command, ready to be followed by package names.
install_command() {
  case $1 in
    apt-get) echo "apt-get install -y" ;;
    dnf) echo "dnf install -y" ;;
    pacman) echo "pacman -S --noconfirm" ;;
    zypper) echo "zypper --non-interactive install" ;;
    apk) echo "apk add" ;;
    brew) echo "brew install" ;;
  esac
}

as_root() {
  if [ "$manager" = brew ] || [ "$(id -u)" = 0 ]; then
    "$@"
  elif command -v sudo >/dev/null 2>&1; then
    sudo "$@"
  else
    echo "cao: installing packages needs root, and there is no sudo here." >&2
    return 1
  fi
}

# missing_tools TOOL...: sets missing to those of "jdk mvn tmux git" that are not here; sets java_home.
missing_tools() {
  missing=
  for tool in "$@"; do
    case $tool in
      jdk) find_java || missing="$missing jdk" ;;
      mvn) command -v mvn >/dev/null 2>&1 || missing="$missing maven" ;;
      *) command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool" ;;
    esac
  done
}

# choose_packages: sets packages (offered here) and absent (not offered) from missing and manager.
choose_packages() {
  packages=
  absent=
  for tool in $missing; do
    chosen=
    for package in $(package_names "$manager" "$tool"); do
      if package_offered "$manager" "$package"; then
        chosen=$package
        break
      fi
    done
    if [ -n "$chosen" ]; then packages="$packages $chosen"; else absent="$absent $tool"; fi
  done
}

# require YES TOOL...: returns when all tools are here; else installs them (YES = yes) or exits 2 with the message.
require() {
  yes=$1
  shift
  missing_tools "$@"
  [ -n "$missing" ] || return 0
  manager=$(package_manager || :)
  if [ "$yes" = yes ] && [ -n "$manager" ]; then
    # Package lists may be missing altogether, as in a container; a failure shows in what is offered.
    if [ "$manager" = apt-get ]; then as_root apt-get update >&2 || :; fi
    choose_packages
    if [ -n "$packages" ]; then
      echo "cao: installing$packages" >&2
      # shellcheck disable=SC2046,SC2086  # both are lists of words of ours
      as_root $(install_command "$manager") $packages >&2 || :
    fi
    missing_tools "$@"
    [ -n "$missing" ] || return 0
  fi
  explain_missing >&2
  exit 2
}

explain_missing() {
  echo "cao: this machine lacks:"
  for tool in $missing; do
    case $tool in
      jdk) echo "  - JDK $java_needed or newer${older_java:+ (found only $older_java)}" ;;
      maven) echo "  - Maven (mvn), to build cao the first time" ;;
      tmux) echo "  - tmux 3.2 or newer" ;;
      *) echo "  - $tool" ;;
    esac
  done
  packages=
  absent=$missing
  if [ -n "$manager" ]; then choose_packages; fi
  if [ -n "$packages" ]; then
    prefix=
    if [ "$manager" != brew ] && [ "$(id -u)" != 0 ]; then prefix="sudo "; fi
    echo "Install on this system:  $prefix$(install_command "$manager")$packages"
    echo "  or start cao once with --yes (or CAO_YES=1), which does the same."
  fi
  for tool in $absent; do
    case $tool in
      jdk)
        echo "JDK $java_needed: ${manager:-this system} offers none here. Unpack one from $jdk_archive and set"
        echo "  CAO_JAVA_HOME to its folder, or use cao's release archive, which brings its own Java."
        ;;
      *) echo "$tool: ${manager:-this system} offers none here${manager:+ (are its package lists fetched?)}. Install it and put it on PATH." ;;
    esac
  done
}
