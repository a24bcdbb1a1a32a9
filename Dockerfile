# One image for every part; the command chooses which: hisnik backend | bot | migrate | serve.
FROM python:3.11-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1 HOME=/home/hisnik
RUN useradd --create-home --uid 10001 hisnik
WORKDIR /app

COPY constraints.txt pyproject.toml README.md ./
COPY bot bot
COPY nlu nlu
COPY backend backend
RUN pip install -c constraints.txt .

# where volumes for Rasa's training data and for residents' files are mounted: they take this owner
RUN install -d -o hisnik /rasa && install -d -o hisnik -m 700 /files

USER hisnik
EXPOSE 8000 8080
ENTRYPOINT ["hisnik"]
CMD ["serve"]
