# The variables of a production site, with throw-away secrets. Sourced with the folder for its state.
draw() { python3 -c 'import secrets; print(secrets.token_urlsafe(64))'; }
export DATABASE_URL=postgres://folkmoot_ci:folkmoot_ci@127.0.0.1:5432/folkmoot_ci
export REDIS_URL=redis://127.0.0.1:6379/9
SECRET_KEY=$(draw); IDENTITY_KEY=$(draw)
export SECRET_KEY IDENTITY_KEY
export ALLOWED_HOSTS=localhost,127.0.0.1,testserver
export BASE_URL=https://localhost
export ROUND_KEYS_DIR="$1/round-keys" VAR_DIR="$1/var"
