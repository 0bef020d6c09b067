"""Each construct that can start a program, once: what is started is in the facts, or the text is opaque.

Nothing of these texts runs here: `make differential` runs such as stand in the corpus.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import action as a
from interlock.model import facts as f
from interlock.model.limits import Limits
from interlock.model.session import Memory

PLENTY = Limits(soft_time_s=5.0)

SHOWN = r"""
cat <<A <<B | sh
touch x
A
touch pwned
B
----
bash <<-	E
	touch pwned
	E
----
bash <<E"O"F
touch pwned
EOF
----
bash <<'E'O\F
touch pwned
EOF
----
cat <<E
$(touch pwned)
E
----
cat <<E
`touch pwned`
E
----
cat <<E
${x:-$(touch pwned)}
E
----
x=$(cat <<E
touch pwned
E
); $x
----
x=`cat <<E
touch pwned
E
`; $x
----
bash <<E
touch pwned
----
select x in touch; do $x pwned; done <<< 1
----
coproc touch pwned
----
coproc P { touch pwned; }
----
time -p touch pwned
----
! touch pwned
----
! ! touch pwned
----
echo $(( a[$(touch pwned)] ))
----
a='b[$(touch pwned)]'; echo $((a))
----
a='b[$(touch pwned)]'; (( a ))
----
a='b[$(touch pwned)]'; let a
----
b='c[$(touch pwned)]'; a=b; echo $((a + 1))
----
b='c[$(touch pwned)]'; a=b; let x=a
----
echo $(( 1 + $(( a[$(touch pwned)] )) ))
----
case x in x) ;& y) touch pwned;; esac
----
case x in x) x=touch;;& y|x) $x pwned;; esac
----
enable -n test; test() { touch pwned; }; test
----
hash -p /bin/touch ls; ls pwned
----
pushd /tmp; popd; touch pwned
----
IFS=,; x=touch,pwned; $x
----
IFS=x; y=touchxpwned; $y
----
trap 'touch pwned' EXIT
----
trap 'touch pwned' DEBUG
----
trap 'touch pwned' RETURN; f(){ :; }; f
----
trap 'touch pwned' ERR; false
----
trap 'touch pwned' USR1 HUP; kill -USR1 $$
----
trap "touch pwned" 0
----
exec touch pwned
----
exec -a x touch pwned
----
exec -c touch pwned
----
exec -cl -a y touch pwned
----
exec 3<<<'touch pwned'; source /dev/fd/3
----
mapfile -C 'touch pwned' -c 1 <<< x
----
mapfile -c 1 -C 'touch pwned' x <<< y
----
mapfile -c1 -C'touch pwned' x <<< y
----
mapfile -tC 'touch pwned' x <<< y
----
mapfile -t a <<< $'touch\npwned'; ${a[0]} ${a[1]}
----
read -r x y <<< 'touch pwned'; $x $y
----
IFS=: read -r x y <<< 'touch:pwned'; $x $y
----
read -n5 x <<< touchy; $x pwned
----
read -N 5 x <<< touchy; $x pwned
----
read -a x <<< 'touch pwned'; "${x[@]}"
----
read <<< 'touch pwned'; $REPLY
----
read -p x -t 1 y <<< touch; $y pwned
----
read -u 3 x 3<<< touch; $x pwned
----
read x < <(echo touch); $x pwned
----
while read x; do $x; done <<< 'touch pwned'
----
printf -v x touch; $x pwned
----
printf -v 'a[1]' touch; ${a[1]} pwned
----
printf -v a[1] %s touch; ${a[1]} pwned
----
declare -A m; printf -v 'm[k]' %s touch; ${m[k]} pwned
----
$(echo xouch | sed s/x/t/) pwned
----
$(echo xouch | sed -e 's|x|t|') pwned
----
$(echo 746f756368 | xxd -r -p) pwned
----
$(xxd -r -p <<< 746f756368) pwned
----
$(echo 746f756368 | xxd -p -r) pwned
----
$(echo hcuot | rev) pwned
----
$(echo TOUCH | tr A-Z a-z) pwned
----
$(echo TOUCH | tr '[:upper:]' '[:lower:]') pwned
----
$(echo gbhpu | tr a-z n-za-m) pwned
----
$(echo txoxuxcxh | tr -d x) pwned
----
$(echo dG91Y2g= | base64 -d) pwned
----
$(base64 --decode <<< dG91Y2g=) pwned
----
$(echo dG91Y2g= | base64 -di) pwned
----
$(echo dG91Y2g= | base64 -D) pwned
----
$(echo dG91Y2g= | openssl base64 -d) pwned
----
$(echo dG91Y2g= | openssl enc -base64 -d) pwned
----
$(printf '%s' ORXXKY3I | base32 -d) pwned
----
command_not_found_handle() { touch pwned; }; nosuch
----
cd /tmp; cd -; touch pwned
----
x=touch; y=x; ${!y} pwned
----
declare -n r=x; x=touch; $r pwned
----
x='$(touch pwned)'; echo "${x@P}"
----
x='\164ouch'; ${x@E} pwned
----
set -- touch pwned; "$@"
----
set -- a touch; shift; $1 pwned
----
f() { "$@"; }; f touch pwned
----
shopt -s expand_aliases
alias t=touch
t pwned
----
shopt -s expand_aliases; BASH_ALIASES[t]=touch
t pwned
----
BASH_CMDS[ls]=/bin/touch; ls pwned
----
for ((i=0;i<1;i++)); do touch pwned; done
----
[[ -v a[$(touch pwned)] ]]
----
test -v 'a[$(touch pwned)]'
----
[[ 'a[$(touch pwned)]' -eq 0 ]]
----
x='a[$(touch pwned)]'; [[ x -eq 0 ]]
----
unset 'a[$(touch pwned)]'
----
declare -i n; n='a[$(touch pwned)]'
----
x='a[$(touch pwned)]'; echo ${y:x}
----
x='a[$(touch pwned)]'; echo ${y:0:x}
----
x='a[$(touch pwned)]'; b[x]=1
----
x='a[$(touch pwned)]'; echo ${b[x]}
----
PS4='$(touch pwned)'; set -x; :
----
compgen -C 'touch pwned' x
----
bind -x '"a": touch pwned'
----
wait -p 'a[$(touch pwned)]' -n
----
getopts x 'a[$(touch pwned)]'
----
echo touch pwned > f; . ./f
----
echo touch pwned > f; bash < f
----
echo touch pwned | tee f; sh f
----
{ echo touch pwned; } > f; sh f
----
echo pwned | xargs touch
----
echo touch pwned | xargs -I% sh -c %
----
echo 'touch pwned' | while read -r l; do eval "$l"; done
----
eval $'touch\x20pwned'
----
$'\164ouch' pwned
----
$"touch" pwned
----
t\
ouch pwned
----
{touch,pwned}
----
${x:-touch} pwned
----
${x:=touch} pwned
----
x=xtouch; ${x#x} pwned
----
x=touchy; ${x%y} pwned
----
x=touXh; ${x/X/c} pwned
----
x=TOUCH; ${x,,} pwned
----
x=Touch; ${x,} pwned
----
a=(touch pwned); "${a[@]}"
----
a=(t o u c h); IFS=; "${a[*]}" pwned
----
declare -A m=([k]=touch); ${m[k]} pwned
----
a=(x touch); ${a[-1]} pwned
----
a=(touch); b=a[0]; ${!b} pwned
----
x=$(printf '%b' '\0164ouch'); $x pwned
----
printf '\x74\x6f\x75\x63\x68 pwned' | sh
----
echo -e '\x74ouch pwned\c' | bash
----
bash -c "$(echo -e 'touch pwned\cxx')"
----
eval "$(echo -ne 'touch pwn\cX')"ed
----
shopt -s xpg_echo; $(echo '\x74ouch') pwned
----
shopt -s xpg_echo; eval "$(echo 'true\ntouch pwned')"
----
f() { touch pwned; } 2>/dev/null; f
----
cat < <(touch pwned)
----
echo >(touch pwned)
----
env -S 'touch pwned'
----
exec {fd}> pwned
----
&> pwned
----
<> pwned
----
>& pwned
----
source <(echo touch pwned)
----
source /dev/stdin <<< 'touch pwned'
----
bash -s <<< 'touch pwned'
----
bash -c 'exec "$@"' x touch pwned
----
bash -c '$0 $1' touch pwned
----
function [ { touch pwned; }; [ x ]
----
builtin eval touch pwned
----
command eval 'touch pwned'
----
jobs -x touch pwned
----
set -k; touch pwned x=1
----
tr a-z b-za <<< 'sntbg' | cat > f; $(cat f) pwned
----
rev <<< 'denwp hcuot' | bash
----
awk 'BEGIN{system("touch pwned")}'
----
head -1 <<< 'touch pwned' | sh
----
tail -n1 <<< 'touch pwned' | sh
----
openssl base64 -d <<< dG91Y2ggcHduZWQK | sh
"""

ANSWERED = r"""
enable -f /tmp/x.so x; x
----
sed -n 's/x/touch/p' <<< 'x pwned' | sh
----
$(echo ttouch | tr -s t) pwned
----
read -d: x <<< 'touch:'; $x pwned
----
exec < <(echo touch pwned); read x; $x
----
mapfile -t -n 1 a <<< $'touch\npwned'; ${a[0]} pwned
----
mapfile -t -s 1 a <<< $'x\ntouch'; ${a[0]} pwned
----
readarray -d, -t a <<< 'touch,x'; ${a[0]} pwned
----
$(echo dG91Y2g= | openssl enc -d -a -A) pwned
----
$(echo xouch | sed 's/^x/t/') pwned
----
$(echo H4sIAAAAAAAAAyvJL03OAADVRZJmBQAAAA== | base64 -d | gzip -d) pwned
----
$(echo H4sIAAAAAAAAAyvJL03OAADVRZJmBQAAAA== | base64 -d | gunzip) pwned
----
$(echo H4sIAAAAAAAAAyvJL03OAADVRZJmBQAAAA== | base64 -d | zcat) pwned
----
fc -s touch
----
history -s 'touch pwned'; eval "$(history -p '!!')"
----
complete -W '$(touch pwned)' x
----
PS4='$(touch pwned)' SHELLOPTS=xtrace bash -c :
----
/???/to?ch pwned
----
sed '1s/.*/touch pwned/e' <<< x
----
awk 'BEGIN{print "touch pwned"}' | sh
----
cut -d, -f1 <<< 'touch pwned,x' | sh
----
tac <<< 'touch pwned' | sh
----
paste -sd' ' <<< $'touch\npwned' | sh
----
dd <<< 'touch pwned' 2>/dev/null | sh
----
zcat -f <<< 'touch pwned' | sh
----
python3 -c 'print("touch pwned")' | sh
----
uudecode -o - <<< x | sh
"""
"""What is only computed: where it is not told what it comes to, the text is opaque."""


def of(text: str) -> f.Facts:
    return analyze(a.RunCommand(source=text), Memory(), PLENTY)


def texts(block: str) -> list[str]:
    return block.strip("\n").split("\n----\n")


def literals(value: f.Value) -> Iterator[str]:
    match value:
        case f.Literal(text=text) | f.Glob(text=text):
            yield text
        case f.Concat(parts=parts) | f.OneOf(values=parts):
            for part in parts:
                yield from literals(part)


def shown(facts: f.Facts) -> bool:
    """Whether the facts name `touch pwned`, or that file as one that is written."""
    started = any(
        "touch" in (c.basename, *literals(c.name))
        and any("pwned" in text for value in c.argv for text in literals(value))
        for c in facts.commands
    )
    return started or any(
        e.op in ("write", "create", "append") and (e.resolved or "").endswith("/pwned") for e in facts.files
    )


@pytest.mark.parametrize("text", texts(SHOWN))
def test_what_a_construct_starts_is_shown(text: str) -> None:
    assert shown(of(text))


@pytest.mark.parametrize("text", texts(ANSWERED))
def test_what_is_not_told_is_opaque(text: str) -> None:
    facts = of(text)

    assert shown(facts) or facts.reading.opaque or any(code.child is None for code in facts.code)


@pytest.mark.parametrize(
    "filtered", ["xxd -r -p <<< 746f", "rev <<< ot", "openssl base64 -d <<< dG8=", "base64 -D <<< dG8="]
)
def test_a_filter_that_may_not_be_there_may_print_nothing(filtered: str) -> None:
    """What is behind it is the command then."""
    names = {c.basename for c in of(f"$({filtered}) rm y").commands}

    assert {"to", "rm"} <= names
