#!/bin/sh
# Puts a libtorch with CUDA where a worker can use it: downloads it, or takes a file that was carried here.
#
#     libtorch-cuda.sh DIRECTORY [LIBTORCH.zip]
#
# Needs curl (unless the file is given), a JDK for its `jar`, and about 8 GB of room. A download that broke off goes on
# where it stopped.
set -eu

version=2.7.1 # the one that the worker's native binding is made for
cuda=cu128
url=${HONE_LIBTORCH_URL:-https://download.pytorch.org/libtorch/$cuda/libtorch-cxx11-abi-shared-with-deps-$version%2B$cuda.zip}

fail() {
    printf '%s\n' "libtorch-cuda.sh: $*" >&2
    exit 1
}

[ $# -ge 1 ] && [ $# -le 2 ] || fail "usage: libtorch-cuda.sh DIRECTORY [LIBTORCH.zip]"
directory=$1
jar=${JAVA_HOME:+$JAVA_HOME/bin/}jar
command -v "$jar" >/dev/null || fail "no jar found: set JAVA_HOME to a JDK"
[ ! -e "$directory/libtorch" ] || fail "$directory/libtorch is there already: delete it to begin anew"
mkdir -p "$directory"
cd "$directory"
directory=$PWD

if [ $# -eq 2 ]; then
    case $2 in
        /*) zip=$2 ;;
        *) zip=$OLDPWD/$2 ;;
    esac
    [ -f "$zip" ] || fail "$zip is not a file"
else
    zip=$directory/libtorch.zip
    command -v curl >/dev/null || fail "no curl found: install it, or give a file that was carried here"
    curl --fail --location --continue-at - --output "$zip.part" "$url" || fail "$url was not to be had"
    mv "$zip.part" "$zip"
fi

rm -rf unpacking
mkdir unpacking
(cd unpacking && "$jar" xf "$zip") || fail "$zip cannot be unpacked"
[ -f unpacking/libtorch/lib/libtorch_cuda.so ] || fail "$zip holds no libtorch/lib/libtorch_cuda.so: it is not libtorch with CUDA"
found=$(cat unpacking/libtorch/build-version 2>/dev/null || echo unknown)
case $found in
    "$version"*) ;;
    *) fail "$zip is libtorch $found, and must be $version" ;;
esac
mv unpacking/libtorch libtorch
rmdir unpacking
[ $# -eq 2 ] || rm -f "$zip"

printf '%s\n' "Start the worker with" "    export PYTORCH_LIBRARY_PATH=$directory/libtorch/lib"
