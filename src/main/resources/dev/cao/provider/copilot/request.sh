# permissionRequest: writes the request down and hands on the answer that cao gives. Copilot asks the hook also for what
# --allow-tool names: cao's own tools need nobody's answer. Only what stands before the tool's input is looked at, for that
# is the model's to choose.
event=$(cat)
case ${event%%'"toolInput"'*} in
  *'"toolName":"cao/'*) printf '{"behavior":"allow"}\n'; exit 0 ;;
esac
pipe=$CAO_HOOKS/request.$$
trap 'rm -f "$pipe"' EXIT
trap 'exit 0' HUP INT TERM
mkfifo -m 600 "$pipe" || exit 0
exec 3<>"$pipe"
printf '{"cao":"request","reply_to":"%s","event":%s}\n' "$pipe" "$event" >>"$CAO_SPOOL"
IFS= read -r answer <&3
printf '%s\n' "$answer"
