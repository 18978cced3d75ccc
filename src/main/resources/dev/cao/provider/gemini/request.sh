# BeforeTool: writes the event down and hands on cao's answer. Whatever goes wrong here blocks the tool (exit 2).
pipe=$CAO_HOOKS/request.$$
trap 'rm -f "$pipe"' EXIT
trap 'exit 2' HUP INT TERM
mkfifo -m 600 "$pipe" || exit 2
exec 3<>"$pipe" || exit 2
printf '{"cao":"request","reply_to":"%s","event":%s}\n' "$pipe" "$(cat)" >>"$CAO_SPOOL" || exit 2
IFS= read -r answer <&3 || exit 2
[ -n "$answer" ] || exit 2
printf '%s\n' "$answer"
