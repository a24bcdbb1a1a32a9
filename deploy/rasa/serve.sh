#!/bin/sh
# serve.sh FOLDER [PORT] [ADDRESS]: serves what train.sh left in FOLDER. Whoever reaches the port can replace the model.
set -eu
folder=$(cd "$1" && pwd)
model=$(cat "$folder/training/fingerprint")
exec rasa run --enable-api --port "${2:-5005}" --interface "${3:-127.0.0.1}" --model "$folder/models/$model.tar.gz"
