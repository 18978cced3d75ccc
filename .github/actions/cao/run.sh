#!/usr/bin/env bash
# The step of the action: turns its inputs into arguments of examples/ci/run.sh, and keeps the exit code as an output.
set -u

options=()
if [ -n "${INPUT_GOAL:-}" ]; then options+=(--goal "$INPUT_GOAL"); fi
if [ -n "${INPUT_DIR:-}" ]; then options+=(--dir "$INPUT_DIR"); fi
if [ -n "${INPUT_TIMEOUT:-}" ]; then options+=(--timeout "$INPUT_TIMEOUT"); fi
read -r -d '' -a more <<<"${INPUT_ARGS:-}" || true

# The runner signals this process only, and a shell looks at signals when its child has ended: hence 'wait' again.
set -m
"$CAO_SCRIPT" "$INPUT_PROFILE" ${options[@]+"${options[@]}"} ${more[@]+"${more[@]}"} &
pid=$!
trap 'kill -INT "$pid" 2>/dev/null' INT
trap 'kill -TERM "$pid" 2>/dev/null' TERM HUP
wait "$pid"
status=$?
while kill -0 "$pid" 2>/dev/null; do
  wait "$pid"
  status=$?
done
if [ -n "${GITHUB_OUTPUT:-}" ]; then echo "exit-code=$status" >>"$GITHUB_OUTPUT"; fi
exit "$status"
