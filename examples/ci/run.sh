#!/usr/bin/env bash
# Runs a team in CI and believes its exit code.
#
#   examples/ci/run.sh PROFILE [OPTION...]     options of 'cao launch'
#
# Environment: CAO (the program; default: cao), CAO_REPORTS (folder of the reports; default: cao-reports).
set -u

if [ $# = 0 ]; then
  echo "usage: run.sh PROFILE [OPTION...]" >&2
  exit 2
fi
profile=$1
shift
reports=${CAO_REPORTS:-cao-reports}

# CI systems signal this script, not cao. Job control (-m) gives cao a process group of its own in which SIGINT works;
# the signals are handed on, and the reports get written.
set -m
"${CAO:-cao}" launch --profile "$profile" --ci \
  --junit "$reports/junit.xml" --summary "$reports/summary.md" --artifacts "$reports/cao" "$@" </dev/null &
pid=$!
trap 'kill -INT "$pid" 2>/dev/null' INT
trap 'kill -TERM "$pid" 2>/dev/null' TERM HUP
wait "$pid"
status=$?
# A signal ends 'wait', not cao.
while kill -0 "$pid" 2>/dev/null; do
  wait "$pid"
  status=$?
done

case $status in
  0) verdict="done, and the checks hold" ;;
  1) verdict="failed: a task or a check" ;;
  2) verdict="nothing was started: usage, profile, or something is missing" ;;
  3) verdict="lost: orchestrator, tmux or supervisor" ;;
  4) verdict="a limit was reached: cost, tokens or turns" ;;
  5) verdict="blocked: an agent asks what nobody may answer" ;;
  124) verdict="the time limit passed" ;;
  130 | 143) verdict="interrupted" ;;
  *) verdict="a fault" ;;
esac
echo "run.sh: $verdict ($status); reports in $reports" >&2
exit "$status"
