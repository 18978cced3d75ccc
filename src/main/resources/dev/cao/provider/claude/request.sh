# PermissionRequest: writes the event down and hands on the answer that cao gives, while the dialog is open in the pane.
pipe=$CAO_HOOKS/request.$$
trap 'rm -f "$pipe"' EXIT
trap 'exit 0' HUP INT TERM
mkfifo -m 600 "$pipe" || exit 0
exec 3<>"$pipe"
printf '{"cao":"request","reply_to":"%s","event":%s}\n' "$pipe" "$(cat)" >>"$CAO_SPOOL"
IFS= read -r answer <&3
printf '%s\n' "$answer"
