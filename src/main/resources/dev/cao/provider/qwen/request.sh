# PermissionRequest: writes the event down and hands on cao's answer. Qwen Code opens no dialog while this runs.
pipe=$CAO_HOOKS/request.$$
trap 'rm -f "$pipe"' EXIT
trap 'exit 0' HUP INT TERM
mkfifo -m 600 "$pipe" || exit 0
exec 3<>"$pipe"
printf '{"cao":"request","reply_to":"%s","event":%s}\n' "$pipe" "$(cat)" >>"$CAO_SPOOL"
IFS= read -r answer <&3
printf '%s\n' "$answer"
