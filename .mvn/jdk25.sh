# Sourced by ./gridlock and by the format check: where a JDK 25 is, whatever the shell's default Java is.

JDK_FOLDERS='/usr/lib/jvm /usr/java /opt ~/.sdkman/candidates/java ~/.jdks ~/.local/share/mise/installs/java /Library/Java/JavaVirtualMachines'

# is_java25 HOME PROGRAM
is_java25() {
  [ -x "$1/bin/$2" ] && grep -qs '^JAVA_VERSION="25[.".-]' "$1/release"
}

# Prints the home of the first Java 25 found that has PROGRAM; returns 1 when there is none.
find_java25() {
  local candidate java folder
  if [ -n "${JAVA_HOME:-}" ] && is_java25 "$JAVA_HOME" "$1"; then
    printf '%s\n' "$JAVA_HOME"
    return
  fi
  if java=$(command -v java); then
    candidate=$(dirname -- "$(dirname -- "$(readlink -f -- "$java")")")
    if is_java25 "$candidate" "$1"; then
      printf '%s\n' "$candidate"
      return
    fi
  fi
  for folder in $JDK_FOLDERS; do
    # Without a home (HOME is not set in some services and containers), its folders are left out.
    case $folder in "~"*) [ -n "${HOME:-}" ] || continue; folder=$HOME${folder#"~"} ;; esac
    for candidate in "$folder"/*/ "$folder"/*/Contents/Home/; do
      candidate=${candidate%/}
      if is_java25 "$candidate" "$1"; then
        printf '%s\n' "$candidate"
        return
      fi
    done
  done
  return 1
}

find_jdk25() {
  find_java25 javac
}
