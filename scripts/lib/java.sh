# shellcheck shell=sh disable=SC2034,SC2154
# Finds a JDK that is new enough, without starting one. Sourced.

java_needed=25

# jdk_major HOME: prints the feature version from HOME's release file; fails where there is no JDK.
jdk_major() {
  [ -x "$1/bin/java" ] && [ -r "$1/release" ] || return 1
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      JAVA_VERSION=*)
        line=${line#JAVA_VERSION=}
        line=${line#\"}
        line=${line%%[!0-9]*}
        [ -n "$line" ] || return 1
        echo "$line"
        return 0
        ;;
    esac
  done <"$1/release"
  return 1
}

# jdk_fits HOME: true for a JDK (with its compiler) that is new enough. Remembers older ones for the message.
jdk_fits() {
  major=$(jdk_major "$1") || return 1
  if [ "$major" -ge "$java_needed" ] && [ -x "$1/bin/javac" ]; then
    return 0
  fi
  older_java="Java $major in $1"
  [ -x "$1/bin/javac" ] || older_java="$older_java (without compiler)"
  return 1
}

# java_on_path: prints the home of the java that PATH finds.
java_on_path() {
  found=$(command -v java) || return 1
  found=$(readlink -f "$found" 2>/dev/null) || return 1
  found=${found%/bin/java}
  echo "$found"
}

# find_java: sets java_home. Returns 1 when there is none; exits 2 when CAO_JAVA_HOME is set and wrong.
find_java() {
  java_home=
  older_java=
  if [ -n "${CAO_JAVA_HOME:-}" ]; then
    if jdk_fits "$CAO_JAVA_HOME"; then
      java_home=$(CDPATH='' cd -- "$CAO_JAVA_HOME" && pwd)
      return 0
    fi
    echo "cao: CAO_JAVA_HOME=$CAO_JAVA_HOME is not a JDK $java_needed or newer${older_java:+ (it is $older_java)}." >&2
    echo "Point it at the folder that holds bin/javac and the file 'release' of such a JDK, or unset it." >&2
    exit 2
  fi
  for candidate in \
    "${JAVA_HOME:-}" \
    "$(java_on_path || :)" \
    "$(/usr/libexec/java_home -v "$java_needed+" 2>/dev/null || :)" \
    /usr/lib/jvm/* \
    /usr/lib64/jvm/* \
    /opt/java/* \
    "${HOME:-}"/.sdkman/candidates/java/* \
    "${HOME:-}"/.jdks/* \
    "${HOME:-}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home \
    /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /usr/local/opt/openjdk*/libexec/openjdk.jdk/Contents/Home \
    /home/linuxbrew/.linuxbrew/opt/openjdk*/libexec; do
    if [ -n "$candidate" ] && jdk_fits "$candidate"; then
      java_home=$candidate
      return 0
    fi
  done
  return 1
}
