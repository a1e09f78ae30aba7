#!/bin/sh
# What `make demo` shows: an archive of the sample collection, a find, a telegram, its reftels.
set -eu
demo=${1:-demo}

try() {
    printf '\n$ %s\n' "$*"
    "$@"
}

# Only what an earlier demo made is removed.
if [ -e "$demo" ] && [ ! -e "$demo/made-by-make-demo" ]; then
    echo "there is something at $demo already; name another place: make DEMO=somewhere demo" >&2
    exit 1
fi
rm -rf "$demo"
mkdir -p "$demo"
touch "$demo/made-by-make-demo"
cd "$demo"

try reftel sample sample
# The posts and places of the sample do not exist: its own tables say what they are.
export REFTEL_FACTS=sample/tables
try reftel add sample/telegrams
try reftel find secret annex
try reftel show 04HALLEM512
try reftel refs 04HALLEM512
try reftel stats | sed -n 1,8p
try reftel check

cat <<END

That is a small archive, in $demo/reftel.archive. One of your own telegrams:

    $(command -v reftel) add FOLDER        files, folders and zip archives; again and again
    $(command -v reftel) find WORDS
    $(command -v reftel) show NUMBER       in any spelling

"reftel --help" shows the rest; put $(dirname "$(command -v reftel)") into your PATH to type just reftel.
END
