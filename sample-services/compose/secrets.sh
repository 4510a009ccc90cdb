#!/bin/sh
# Makes the passwords of this system, random and new for each installation, in one volume per program. What is there already
# stays, so this can run at each start. Redis gets the hashes of its users' passwords, and nobody's password.
set -eu
cd /secrets

random() { head -c 32 /dev/urandom | base64 | tr -d '\n'; }
word() { random | tr '+/' '-_' | tr -d '='; }
# file name, text: written whole or not at all
keep() { [ -s "$1" ] || { printf '%s\n' "$2" > "$1.new" && mv "$1.new" "$1"; }; }
hash() { tr -d '\n' < "$1" | sha256sum | cut -d ' ' -f 1; }

keep gateway/redis-password "$(word)"
keep auth-server/redis-password "$(word)"
keep auth-server/auth.redis.uri "redis://auth-server:$(cat auth-server/redis-password)@redis:6379"
keep auth-server/auth.keys.secret "$(random)"
keep auth-server/spring.datasource.password "$(word)"
keep postgres/postgres-password "$(word)"
keep postgres/auth-password "$(cat auth-server/spring.datasource.password)"
keep grafana/admin-password "$(word)"

# The rights are those of gateway-app/docs/state.md and auth-server/docs/tokens.md.
cat > redis/users.acl.new <<ACL
user default off
user health on nopass resetkeys resetchannels -@all +ping
user gateway on #$(hash gateway/redis-password) resetkeys resetchannels -@all ~tok:* ~revocations ~gwanmun:schema +get +xread
user auth-server on #$(hash auth-server/redis-password) resetkeys resetchannels -@all ~tok:* ~revocations ~gwanmun:schema ~auth:* +@read +@write +@transaction +@scripting +@connection -@dangerous +info
ACL
mv redis/users.acl.new redis/users.acl
