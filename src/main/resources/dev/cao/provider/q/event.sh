# Writes an event down; says nothing, because what a hook says goes to the model.
printf '%s\n' "$(tr -d '\r\n')" >>"$CAO_SPOOL"
exit 0
