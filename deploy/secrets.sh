#!/bin/sh
# Makes what docker-compose.yml asks for in secrets/: a file per secret, so that none stands in an environment, a command
# line or `docker inspect`. What is there already stays as it is, so this may be run again. Passwords that an .env of an
# earlier version has are taken over.
set -eu
umask 077
cd "$(dirname "$0")/.."
mkdir -p secrets

random() { od -An -N 24 -tx1 /dev/urandom | tr -d ' \n'; }
given() { if [ -f .env ]; then sed -n "s/^$1=//p" .env | tail -n 1 | tr -d "\"'"; fi; }
password() { # by the name in .env
  found=$(given "$1")
  if [ -n "$found" ]; then printf %s "$found"; else random; fi
}
secret() { # containers read the files under numbers of their own; but nobody else enters the folder
  if [ ! -e "secrets/$1" ]; then
    printf %s "$2" > "secrets/$1"
    chmod 444 "secrets/$1"
    echo "secrets/$1 gemaakt"
  fi
}

mail=${EMAIL_URL:-$(given EMAIL_URL)}
if [ -z "$mail" ] && [ ! -e secrets/email_url ]; then
  echo "Geef het adres van de mailserver erbij: EMAIL_URL=smtp+tls://naam:wachtwoord@mail.example:587 sh $0" >&2
  exit 1
fi
secret email_url "$mail"
secret postgres_password "$(password POSTGRES_PASSWORD)"
secret database_url "postgres://kompas_web:$(password WEB_PASSWORD)@postgres:5432/kompas"
secret database_owner_url "postgres://kompas_owner:$(password OWNER_PASSWORD)@postgres:5432/kompas"
secret redis_url "redis://beat:$(password VALKEY_PASSWORD)@valkey:6379/0"  # of who may least
secret redis_url_web "redis://web:$(random)@valkey:6379/0"
secret redis_url_worker "redis://worker:$(random)@valkey:6379/0"
# What each of our programs may do in Valkey, and nothing else; local/valkey.py has the same, and says why.
password_in() { sed -E 's|^[^:]+://[^:]*:([^@]+)@.*$|\1|' "secrets/$1"; }
user() { printf 'user %s on #%s %s\n' "$1" "$(printf %s "$2" | sha256sum | cut -d ' ' -f 1)" "$3"; }
users() {
  echo 'user default off'
  user web "$(password_in redis_url_web)" \
    'resetchannels -@all +ping +select +hello +client|setinfo +multi +exec ~:1:* ~*::1:* +get +set +del +exists +incrby (~celery* ~_kombu.binding* +lpush +llen +exists +sadd +smembers)'
  user worker "$(password_in redis_url_worker)" \
    'resetchannels -@all +ping +select +hello +client|setinfo +multi +exec ~celery* ~_kombu.binding* ~unacked* ~*.celery.pidbox* &/0.celery.pidbox &/0.celeryev/worker.* +lpush +rpush +llen +exists +del +pexpire +brpop +rpop +sadd +srem +smembers +zadd +zrem +zrange +zrangebyscore +zrevrangebyscore +pttl +hset +hget +hdel +set +get +watch +unwatch +eval +evalsha +script|load +script|exists +time +publish +subscribe +unsubscribe +psubscribe +punsubscribe'
  user beat "$(password_in redis_url)" \
    'resetchannels -@all +ping +select +hello +client|setinfo +multi +exec ~celery* ~_kombu.binding* +lpush +llen +exists +sadd +smembers'
}
secret valkey_users "$(users)"
key=$(given KOMPAS_SECRET_KEY)
secret kompas_secret_key "${key:-$(random)$(random)}"
secret kompas_secret_key_former ""  # see docs/backup.md
secret kompas_metrics_token "$(random)"  # what Prometheus sends, see docs/toezicht.md
