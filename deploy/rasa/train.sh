#!/bin/sh
# train.sh FOLDER: Rasa learns FOLDER/training (written by `hisnik nlu train --rasa FOLDER/training`), unless it knows it already.
# Leaves FOLDER/models/<fingerprint>.tar.gz, whole or not at all. Needs `rasa` on the PATH; compose and `make test-rasa` run it.
set -eu
cd "$1"
model=$(cat training/fingerprint)
test ! -e "models/$model.tar.gz" || exit 0

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp -r training/. "$work"   # Rasa keeps a cache beside its config, and may write into it
(cd "$work" && rasa train nlu --nlu data --config config.yml --domain domain.yml --out models --fixed-model-name "$model")
mkdir -p models
cp "$work/models/$model.tar.gz" models/part
mv models/part "models/$model.tar.gz"
