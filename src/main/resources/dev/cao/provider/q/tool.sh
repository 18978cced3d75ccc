# preToolUse: writes the event down, then waits as long as cao types into this agent.
printf '%s\n' "$(tr -d '\r\n')" >>"$CAO_SPOOL"
[ -e "$CAO_HOOKS/hold" ] || exit 0
pipe=$CAO_HOOKS/wait.$$
trap 'rm -f "$pipe"' EXIT
trap 'exit 0' HUP INT TERM
mkfifo -m 600 "$pipe" || exit 0
exec 3<>"$pipe"
# cao wakes whoever waits after it has removed the file: looked at again, it cannot be missed.
[ -e "$CAO_HOOKS/hold" ] || exit 0
IFS= read -r _ <&3
exit 0
