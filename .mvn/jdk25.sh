# Sourced by ./gridlock and by the format check: where a JDK 25 is, whatever the shell's default Java is.

JDK_FOLDERS='/usr/lib/jvm /usr/java /opt ~/.sdkman/candidates/java ~/.jdks ~/.local/share/mise/installs/java /Library/Java/JavaVirtualMachines'

is_jdk25() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && grep -qs '^JAVA_VERSION="25[.".-]' "$1/release"
}

# Prints the home of the first JDK 25 found; returns 1 when there is none.
find_jdk25() {
  local candidate java folder
  if [ -n "${JAVA_HOME:-}" ] && is_jdk25 "$JAVA_HOME"; then
    printf '%s\n' "$JAVA_HOME"
    return
  fi
  if java=$(command -v java); then
    candidate=$(dirname -- "$(dirname -- "$(readlink -f -- "$java")")")
    if is_jdk25 "$candidate"; then
      printf '%s\n' "$candidate"
      return
    fi
  fi
  for folder in $JDK_FOLDERS; do
    for candidate in "${folder/#\~/$HOME}"/*/ "${folder/#\~/$HOME}"/*/Contents/Home/; do
      candidate=${candidate%/}
      if is_jdk25 "$candidate"; then
        printf '%s\n' "$candidate"
        return
      fi
    done
  done
  return 1
}
