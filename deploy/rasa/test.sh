#!/usr/bin/env bash
# The real Rasa, for `make test-rasa`: its environment, a model of our data, a server, the contract tests and the evaluation.
# Environment, training data and models are kept (.rasa-venv, .rasa): a second run with the same data begins with the server.
set -euo pipefail
cd "$(dirname "$0")/../.."
python=${PYTHON:-python3}
export RASA_TELEMETRY_ENABLED=false TF_CPP_MIN_LOG_LEVEL=3

if ! cmp -s deploy/rasa/requirements.txt .rasa-venv/.installed; then
  test -x .rasa-venv/bin/python || "$python" -m venv .rasa-venv
  .rasa-venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --ignore-requires-python \
    -r deploy/rasa/requirements.txt
  cp deploy/rasa/requirements.txt .rasa-venv/.installed
fi
path="$PWD/.rasa-venv/bin:$PATH"

.venv/bin/hisnik nlu train --rasa .rasa/training
PATH=$path sh deploy/rasa/train.sh .rasa >.rasa/train.log 2>&1 || { tail -n 30 .rasa/train.log >&2; exit 1; }

port=$(.venv/bin/python -c 'from tests.command import free_port; print(free_port())')
PATH=$path sh deploy/rasa/serve.sh .rasa "$port" >.rasa/serve.log 2>&1 &
server=$!
stop() { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
trap stop EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

for ((second = 0; ; second++)); do
  if .venv/bin/python -c 'import httpx, sys; httpx.get(sys.argv[1], timeout=2).raise_for_status()' \
    "http://127.0.0.1:$port/status" 2>/dev/null; then break; fi
  if ((second >= 300)) || ! kill -0 "$server" 2>/dev/null; then
    tail -n 30 .rasa/serve.log >&2
    exit 1
  fi
  sleep 1
done

HISNIK_TEST_RASA_URL="http://127.0.0.1:$port" .venv/bin/pytest -m rasa tests/nlu/rasa
.venv/bin/hisnik nlu evaluate tests/nlu/heldout/*.yml tests/nlu/heldout/*.tsv \
  --against rasa --rasa-url "http://127.0.0.1:$port" --today 2026-11-27 --cache .rasa/embedded
