#!/usr/bin/env bash
# A board of one's own, by curl: bash examples/curl/board.sh [URL]
# Needs a token of somebody who is signed in: TOKEN=..., else one of the local runner.
set -euo pipefail

url=${1:-http://localhost:3000}
token=${TOKEN:-$(npm run -s token -- ada)}

# call METHOD PATH [JSON]: prints the answer, and fails where the API refuses.
call() {
  curl -sS --fail-with-body -X "$1" "$url$2" -H "authorization: Bearer $token" ${3:+-H 'content-type: application/json' -d "$3"}
}

# field NAME: the value of a string in the JSON on stdin.
field() { sed -E "s/.*\"$1\":\"([^\"]*)\".*/\1/"; }

call PUT /users/me '{"username":"ada","displayName":"Ada"}' >/dev/null # a profile comes first, once

board=$(call POST /boards '{"title":"Groceries"}' | field id)
echo "The board is $board."

call POST "/boards/$board/messages" '{"text":"Buy chalk","task":true,"color":"yellow"}' >/dev/null
call POST "/boards/$board/messages" '{"text":"Buy a sponge","task":true}' >/dev/null

link=$(call POST "/boards/$board/links" '{"access":"write"}' | field token)
echo "This link lets anybody write on it: $url/shared/$link/messages"

# A guest needs no token: the link is enough.
curl -sS --fail-with-body "$url/shared/$link/messages?limit=2"
echo
