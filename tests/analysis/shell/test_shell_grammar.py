"""The grammar of bash and dash, a case in two lines: a text, and how it is read in the notation of `shell_notation`.

`⏎`, `⇥` and `␍` are a newline, a tab and a carriage return. `!7` at the end: from character 7 on the text is opaque, as
its syntax is wrong there. Every structure here agrees with what the shell does when it runs the text.
"""

from __future__ import annotations

import pytest

from interlock.analysis.shell.parsing import read
from interlock.analysis.shell.reader import Dialect
from interlock.model.limits import Limits
from shell_notation import shown

_BASH = r"""
# quotes
echo 'a b' "a b" a\ b
    [echo 'a b' "a b" a' 'b]
echo a'b'"c"$'d'$"e"\f
    [echo a'b'"c"'d'"e"'f']
echo "a\$b\"c\`d\\e\f"
    [echo "a$b"c`d\e\f"]
echo '\' "'" \'
    [echo '\' "'" ''']
echo $'a\tb\x41\101\u00e9\'' "$'a'"
    [echo 'a⇥bAAé'' "$'a'"]
echo $'\x{41}\c?\q' $'a\0b'c
    [echo 'A\q' 'a'c]
echo "$(echo ")")" 'a'\''b'
    [echo "$([echo ")"])" 'a'''''b']
echo a#b #c
    [echo a#b]
echo ""'' a""
    [echo ""'' a""]

# continuations
ec\⏎ho a\⏎b
    [echo ab]
i\⏎f true; then a; f\⏎i
    if [true] then [a] fi
a &\⏎& b |\⏎| c
    [a] && [b] || [c]
echo $\⏎x ${\⏎y\⏎} $\⏎(a) "$\⏎z"
    [echo ${x} ${y} $([a]) "${z}"]
a\⏎=1 b[\⏎2]=3 2\⏎>f
    [a=1 b[2]=3 2>f]
echo 'a\⏎b' # c\⏎echo d
    [echo 'a\⏎b']; [echo d]
echo a\⏎#b
    [echo a#b]

# parameters
echo $a ${b} $1a $10 ${10} $? $$ $# $@ $* $- $! $_x
    [echo ${a} ${b} ${1}a ${1}0 ${10} ${?} ${$} ${#} ${@} ${*} ${-} ${!} ${_x}]
echo ${#} ${#a} ${#@} ${##} ${#-} ${#:-a} ${#a[@]}
    [echo ${#} ${#a} ${#@} ${##} ${#-} ${#:-a} ${#a[@]}]
echo ${!a} ${!a*} ${!a@} ${!a[@]} ${!a:-b} ${!#} ${!}
    [echo ${!a} ${!a*} ${!a*} ${!a[@]} ${!a:-b} ${!#} ${!}]
echo ${a:-b c} ${a-b} ${a:=b} ${a=b} ${a:?b} ${a?} ${a:+b} ${a+b}
    [echo ${a:-b c} ${a-b} ${a:=b} ${a=b} ${a:?b} ${a?} ${a:+b} ${a+b}]
echo ${a#b*} ${a##*/} ${a%.*} ${a%%[0-9]}
    [echo ${a#b⟨*⟩} ${a##⟨*⟩/} ${a%.⟨*⟩} ${a%%⟨[0-9]⟩}]
echo ${a/b/c} ${a//b} ${a/#b/c} ${a/%b/c} ${a/\//x} ${a///x} ${a/$b/$c}
    [echo ${a/b/c} ${a//b} ${a/#b/c} ${a/%b/c} ${a/'/'/x} ${a///x} ${a/${b}/${c}}]
echo ${a^} ${a^^b} ${a,} ${a,,} ${a~} ${a~~} ${a@Q} ${a[@]@A}
    [echo ${a^} ${a^^b} ${a,} ${a,,} ${a~} ${a~~} ${a@Q} ${a[@]@A}]
echo ${a:1} ${a:1:2} ${a: -1} ${a:(-1):b?1:2} ${@:1}
    [echo ${a:1} ${a:1:2} ${a: -1} ${a:(-1):b?1:2} ${@:1}]
echo ${a[0]} ${a[$i]} ${a["k v"]} ${a[b[1]]} ${a[@]:1:2} "${a[@]/#/x}"
    [echo ${a[0]} ${a[${i}]} ${a["k v"]} ${a[b[1]]} ${a[@]:1:2} "${a[@]/#/'x'}"]
echo ${a:-'}'} ${a:-"}"} ${a:-\}} ${a:-$(echo })} ${a:-${b:-c}}
    [echo ${a:-'}'} ${a:-"}"} ${a:-'}'} ${a:-$([echo }])} ${a:-${b:-c}}]
echo "${a:-"b c"}" "${a:-'b'}" "${a#'b'}" "${a:-'}'}"
    [echo "${a:-"b c"}" "${a:-''b''}" "${a#'b'}" "${a:-''}''}"]
echo ${a:-~/b} ${a:-*} ${a:-<(b)}
    [echo ${a:-⟨~⟩/b} ${a:-⟨*⟩} ${a:-<([b])}]
echo ${a&b}; echo c
    [echo !(?)]; [echo c]
echo ${} ${a@z} $b
    [echo !(?) !(?) ${b}]

# substitutions
echo $(a; b) $(a | b) $( ) $(<f)
    [echo $([a]; [b]) $([a] | [b]) $() $([<f])]
echo `a` "`b "c"`" `a \`b\` \\\`c`
    [echo `[a]` "`[b "c"]`" `[a `[b]` '`'c]`]
echo `echo \$x '\$y' \\z`
    [echo `[echo ${x} '$y' 'z']`]
echo $(case a in a) b;; (c) d;; esac)
    [echo $(case a in a) [b];; c) [d];; esac)]
echo $(a # )⏎)
    [echo $([a])]
echo `a # b`c
    [echo `[a]`c]
echo "$(a "$(b "c")")"
    [echo "$([a "$([b "c"])"])"]
echo ${ a; } ${| b; } "${ c;}"
    [echo ${ [a]} ${|[b]} "${ [c]}"]
a <(b) >(c) <(d)e f<(g)
    [a <([b]) >([c]) <([d])e f<([g])]
cat<(a)
    [cat<([a])]
a `b &&` c
    [a `!(?)` c]

# arithmetic
echo $((1+2)) $(( a[0] * (b+1) )) $((1<<2)) $((a?b:c))
    [echo $((1+2)) $(( a[0] * (b+1) )) $((1<<2)) $((a?b:c))]
echo $(( $(a) + `b` + ${c} + "1" ))
    [echo $(( $([a]) + `[b]` + ${c} + "1" ))]
echo $[1+a[2]] $((1 + $((2))))
    [echo $((1+a[2])) $((1 + $((2))))]
echo $((a); (b)) $( (a) )
    [echo $(( [a] ); ( [b] )) $(( [a] ))]
echo $((a) b) c
    [echo !(?) c]
((a++)); ((a<b && (c))) && d
    ((a++)); ((a<b && (c))) && [d]
((a); (b))
    ( ( [a] ); ( [b] ) )
( (a); (b) )
    ( ( [a] ); ( [b] ) )

# globs, braces, tildes
ls * ?.c [a-z]* [!a] [^]] [[:alpha:]] []a] a[ ] [
    [ls ⟨*⟩ ⟨?⟩.c ⟨[a-z]⟩⟨*⟩ ⟨[!a]⟩ ⟨[^]]⟩ ⟨[[:alpha:]]⟩ ⟨[]a]⟩ a[ ] []
ls pass["w"]d pass[\w]d pass[$x]d a[b/c]d
    [ls pass⟨[\w]⟩d pass⟨[\w]⟩d pass⟨[⟩${x}]d a[b/c]d]
ls {a,b} {a,{b,c}}d {1..3} {a..z..2} x{,y} {a,b}{c,d}
    [ls ⟨a,b⟩ ⟨a,⟨b,c⟩⟩d ⟨1..3⟩ ⟨a..z..2⟩ x⟨,y⟩ ⟨a,b⟩⟨c,d⟩]
ls {} {a} {a,} a{b \{a,b} {a\,b} "{a,b}" {a,b} {1..} {1..a} ${a}{b,c}
    [ls {} {a} ⟨a,⟩ a{b '{'a,b} {a','b} "{a,b}" ⟨a,b⟩ {1..} {1..a} ${a}⟨b,c⟩]
ls a{},b} {a},b} {a,b}} {a,{b}} {a..{b,c}}
    [ls a⟨},b⟩ ⟨a},b⟩ ⟨a,b⟩} ⟨a,{b}⟩ ⟨a..⟨b,c⟩⟩]
ls {"a b",'c'} {$a,$b}.txt {~,~b}/c
    [ls ⟨"a b",'c'⟩ ⟨${a},${b}⟩.txt ⟨⟨~⟩,⟨~b⟩⟩/c]
ls $a{b,c} {$,a}b {$a,b}c ~{a,b}
    [ls !(?) !(?) !(?) !(?)]
ls ~ ~/a ~b/c ~+ ~- a~ "~" \~ ~"b" ~$c
    [ls ⟨~⟩ ⟨~⟩/a ⟨~b⟩/c ⟨~+⟩ ⟨~-⟩ a~ "~" '~' ~"b" ~${c}]
a=~:~b make c=~:~d e:~ --f=~
    [a=⟨~⟩:⟨~b⟩ make c=⟨~⟩:⟨~d⟩ e:~ --f=~]
a={b,c} d={e,f} g
    [a={b,c} d={e,f} g]
[ a = b ] && [ -f c ]
    [[ a = b ]] && [[ -f c ]]
shopt -s extglob⏎ls !(a) @(a|b*) +([0-9]) ?(a b) *(a|@(b|c)).d
    [shopt -s extglob]; [ls !⟨a⟩ @⟨a|b⟨*⟩⟩ +⟨⟨[0-9]⟩⟩ ?⟨a b⟩ *⟨a|@⟨b|c⟩⟩.d]
shopt -s extglob; ls !(a)
    !0
ls !(a)
    !0

# here-documents
cat <<E⏎a $b `c` $(d) \$e \\ \f⏎E⏎g
    [cat <<E⟪'a '${b}' '`[c]`' '$([d])' $e \ \f⏎'⟫]; [g]
cat <<'E' <<\F <<"G"⏎$a⏎E⏎$b⏎F⏎$c⏎G
    [cat <<'E'⟪'$a⏎'⟫ <<'F'⟪'$b⏎'⟫ <<'G'⟪'$c⏎'⟫]
cat <<-E⏎⇥a⏎⇥⇥b⏎⇥E⏎c
    [cat <<-E⟪'a⏎b⏎'⟫]; [c]
cat <<-E⏎⇥a$(b)⏎⇥c⏎E
    [cat <<-E⟪'a'$([b])'⏎c⏎'⟫]
cat <<A <<B | d⏎a⏎A⏎b⏎B⏎e
    [cat <<A⟪'a⏎'⟫ <<B⟪'b⏎'⟫] | [d]; [e]
cat <<E && b⏎a⏎E⏎c
    [cat <<E⟪'a⏎'⟫] && [b]; [c]
cat <<E⏎a
    [cat <<E⟪'a'⟫…]
cat <<E⏎a⏎E⇥
    [cat <<E⟪'a⏎E⇥'⟫…]
cat <<E
    [cat <<E⟪⟫…]
cat <<E⏎a\⏎b⏎E\⏎⏎E⏎c
    [cat <<E⟪'ab⏎'⟫]; [E]; [c]
cat <<'E'⏎a\⏎b⏎E⏎c
    [cat <<'E'⟪'a\⏎b⏎'⟫]; [c]
cat <<a\ b⏎c⏎a b
    [cat <<'a b'⟪'c⏎'⟫]
cat <<E"F"$g⏎$x⏎EF$g
    [cat <<'EF$g'⟪'$x⏎'⟫]
cat <<$'\x45'⏎$a⏎E
    [cat <<'E'⟪'$a⏎'⟫]
f() { cat <<E⏎a⏎E⏎}; f
    f() { [cat <<E⟪'a⏎'⟫] }; [f]
while read a; do b; done <<E⏎c⏎E⏎d
    while [read a] do [b] done <<E⟪'c⏎'⟫; [d]
if cat <<E; then a; fi⏎b⏎E
    if [cat <<E⟪'b⏎'⟫] then [a] fi
x=$(cat <<E⏎a⏎E⏎); b
    [x=$([cat <<E⟪'a⏎'⟫])]; [b]
x=$(cat <<E⏎a⏎E); b
    [x=$([cat <<E⟪'a⏎'⟫])]; [b]
echo $(cat <<E) b⏎a⏎E
    [echo $([cat <<E⟪'a⏎'⟫]) b]
cat <<E $(a⏎b⏎) c⏎d⏎E
    [cat $([a]; [b]) c <<E⟪'d⏎'⟫]
cat <<E⏎${a:-"b"} "c" 'd' ${e:-'f'}⏎E
    [cat <<E⟪${a:-"b"}' "c" 'd' '${e:-''f''}'⏎'⟫]
cat <<E⏎$(a⏎E⏎b
    [cat <<E⟪!(?)⟫]; [b]
cat <<<a; cat <<< "b c"d <<<$e
    [cat <<<a]; [cat <<<"b c"d <<<${e}]

# redirections
a >b <c >>d 2>e 2>>f >|g <>h 2>&1 >&2 <&3 >&- 3<&4- &>i &>>j >&k
    [a >b <c >>d 2>e 2>>f >|g <>h 2>&1 >&2 <&3 >&- 3<&4- &>i &>>j >&k]
>a b; <a b >c d 2>e; >f
    [b >a]; [b d <a >c 2>e]; [>f]
echo 2>a3 10>b a4>c \5>d "6">e 7 >f
    [echo a4 '5' "6" 7 2>a3 10>b >c >d >e >f]
{fd}>a b {g}<c {h-i}>d
    [b {h-i} {fd}>a {g}<c >d]
a>$b<"c"
    [a >${b} <"c"]
a&>b c; a >& b c; a &>>b
    [a c &>b]; [a c >&b]; [a &>>b]
{ a; } >b 2>&1; ( a ) <c; if a; then b; fi >d; ((a)) >e; [[ a ]] 2>f
    { [a] } >b 2>&1; ( [a] ) <c; if [a] then [b] fi >d; ((a)) >e; [[ a /  ]] 2>f
f() { a; } >b; f() ( a ) 2>c
    f() { [a] } >b; f() ( [a] ) 2>c

# assignments
a=1 b= c='d e' f; a=b=c; a+=d
    [a=1 b= c='d e' f]; [a=b=c]; [a+=d]
a[0]=b a[b c]=d a["e f"]+=g h
    [a[0]=b a[b c]=d a["e f"]+=g h]
a=(b c) d+=(e) f=(); a=([0]=b [c d]=e "f g" $(h) {i,j})
    [a=(b c) d+=(e) f=()]; [a=([0]=b [c d]=e "f g" $([h]) ⟨i,j⟩)]
a=(b # c⏎d⏎); e
    [a=(b d)]; [e]
declare -A a=([b]=c) d=e f; export g=(h) i=j; local k
    [declare -A a=('['b']='c) d=e f]{a=([b]=c)}{d=e}; [export g=(h) i=j]{g=(h)}{i=j}; [local k]
readonly a; typeset -i b=1+2; readonly c+=d
    [readonly a]; [typeset -i b=1+2]{b=1+2}; [readonly c+=d]{c+=d}
let a=(1 + 2); eval b=(1 2); alias c=(d)
    [let a=(1' '+' '2)]; [eval b=(1' '2)]; [alias c=(d)]
1a=b; a-b=c; a.b=d; "a"=b; a\=b; =a
    [1a=b]; [a-b=c]; [a.b=d]; ["a"=b]; [a'='b]; [=a]
a=1 >b c=2 d e=3
    [a=1 c=2 d e=3 >b]
a=(1)b; c
    [a=!(?)]; [c]
a=(b;c)
    !0

# lists, pipelines
a; b & c⏎d
    [a]; [b] &; [c]; [d]
a && b || c | d |& e; ! f
    [a] && [b] || [c] | [d] |& [e]; ! [f]
a &&⏎⏎b ||⏎# c⏎d |⏎e
    [a] && [b] || [d] | [e]
! a | b; time a | b; time -p a; time ! a; ! time a; time; !
    ! [a] | [b]; time [a] | [b]; time [a]; time ! [a]; time ! [a]; time; !
a | time b; true && time c
    [a] | [time b]; [true] && time [c]
a &⏎b & c &
    [a] &; [b] &; [c] &
a;; b
    !0
a & ; b
    !0
&& a
    !0
a⏎b )⏎c
    [a] !2

# compound commands
if a; then b; elif c; then d; else e; fi
    if [a] then [b] elif [c] then [d] else [e] fi
if a⏎then b⏎elif c⏎then⏎d⏎fi
    if [a] then [b] elif [c] then [d] fi
if (a) then b; fi; if [[ a ]] then b; fi
    if ( [a] ) then [b] fi; if [[ a /  ]] then [b] fi
while a; b; do c; done; until ! a; do b; done
    while [a]; [b] do [c] done; until ! [a] do [b] done
for a in b $c *; do d; done; for a; do b; done; for a do b; done; for a in; do b; done
    for a in b ${c} ⟨*⟩ do [d] done; for a do [b] done; for a do [b] done; for a in do [b] done
for a⏎in b c⏎do d⏎done; for a in b; { c; }
    for a in b c do [d] done; for a in b do [c] done
for ((a=0; a<1; a++)); do b; done; for ((;;)) { b; }
    for ((a=0; a<1; a++)) do [b] done; for ((;;)) do [b] done
select a in b c; do d; done; select a; do b; done
    select a in b c do [d] done; select a do [b] done
case a in b) c;; d|e) f;; *) g; esac
    case a in b) [c];; d|e) [f];; ⟨*⟩) [g];; esac
case $a in⏎(b) c⏎;;⏎"d e" | [f-g]) h ;& i) j ;;& k) ;; esac
    case ${a} in b) [c];; "d e"|⟨[f-g]⟩) [h];& i) [j];;& k) ;; esac
case a in esac; case in in in) b;; esac; case a in (esac) b;; esac; case a in if) b; esac
    case a in  esac; case in in in) [b];; esac; case a in esac) [b];; esac; case a in if) [b];; esac
{ a; b; }; { a⏎}; { (a) }; { { a; } }; ( a; (b) )
    { [a]; [b] }; { [a] }; { ( [a] ) }; { { [a] } }; ( [a]; ( [b] ) )
a() { b; }; a () ( b ); a()⏎{ b⏎}; a-b.c() { d; }
    a() { [b] }; a() ( [b] ); a() { [b] }; a-b.c() { [d] }
function a { b; }; function a() { b; }; function a⏎{ b; }; function a=b ( c )
    a() { [b] }; a() { [b] }; a() { [b] }; a=b() ( [c] )
a() if b; then c; fi; a() [[ b ]]; a() ((b))
    a() if [b] then [c] fi; a() [[ b /  ]]; a() ((b))
coproc a; coproc b { c; }; coproc { d; } >e; coproc f g; coproc ( h )
    coproc COPROC [a]; coproc b { [c] }; coproc COPROC { [d] } >e; coproc COPROC [f g]; coproc COPROC ( [h] )
a() b
    !0
{ a }
    !0
{ }
    !0
if a; then fi
    !0
for a in b; c; done
    !0
case a in b) c
    !0
echo if then else fi do done case esac { } [[ ]] ! in for
    [echo if then else fi do done case esac { } [[ ]] ! in for]
if=1; }a; {a; [[a; fi2; "if" a; \if b
    [if=1]; [}a]; [{a]; [[[a]; [fi2]; ["if" a]; ['i'f b]

# conditions
[[ a ]] && [[ ! -f b ]]
    [[ a /  ]] && [[ b / ! -f ]]
[[ a == b* && "c" != "d*" || e = @(f|g) ]]
    [[ a b⟨*⟩ "c" "d*" e @⟨f|g⟩ / == && != || = ]]
[[ a =~ ^(b|c d)+$ ]] && [[ a =~ b\ c"d"$e|[[:space:]] ]]
    [[ a ^(b|c d)+$ / =~ ]] && [[ a b' 'c"d"${e}|[[:space:]] / =~ ]]
[[ a < b && c > d || ( e -nt f && ! ( g ) ) ]]
    [[ a b c d e f g / < && > || ( -nt && ! ( ) ) ]]
[[ 1 -eq a[$(b)] || -v c[d] || -R e ]]
    [[ 1 a⟨[⟩$([b])] c⟨[d]⟩ e / -eq || -v || -R #2 @2 ]]
[[⏎a == b⏎&&⏎( c )⏎]]
    [[ a b c / == && ( ) ]]
[[ -z $a && -n "$b" && ~ == c && <(d) ]]
    [[ ${a} "${b}" ⟨~⟩ c <([d]) / -z && -n && == && ]]
[[ a == {b,c} ]]; [[ a=b ]]; [[ -f ]]
    !0
[[ a b ]]
    !0
[[ a && ]]
    !0
[[ a == b
    !0

# characters
echo a␍⏎if␍⏎b
    [echo a␍]; [if␍]; [b]
echo ä$é "ü" 中文 {ö,ß}
    [echo ä$é "ü" 中文 ⟨ö,ß⟩]
echo a b
    [echo a b]
echo $☃ ${☃}
    [echo $☃ !(?)]
"""

_DASH = r"""
echo $'a\tb' $"c" $[1+2] {a,b} {1..3}
    [echo $'a\tb' $"c" $⟨[1+2]⟩ {a,b} {1..3}]
a &>b; c
    [a] &; [>b]; [c]
a |& b
    !0
a <<<b
    !0
[[ a < b ]]; ((a)); function f; select a; coproc b; time c
    [[[ a ]] <b]; ( ( [a] ) ); [function f]; [select a]; [coproc b]; [time c]
f() echo a; g() { b; }
    f() [echo a]; g() { [b] }
f-g() { a; }
    !0
a=(b)
    !0
a[0]=b a+=c d
    [a⟨[0]⟩=b a+=c d]
echo ${a:1:2} ${a/b/c} ${!a} ${a^} ${#a} ${a%b}
    [echo !(?) !(?) !(?) !(?) ${#a} ${a%b}]
echo "${a:-it's}" ${a:-'b c'} "${a#'b'}"
    [echo "${a:-'it's'}" ${a:-'b c'} "${a#'b'}"]
cat <<E <<-'F'⏎$a⏎E⏎⇥$b⏎⇥F
    [cat <<E⟪${a}'⏎'⟫ <<-'F'⟪'$b⏎'⟫]
local a=b c; export d=e
    [local a=b c]{a=b}; [export d=e]{d=e}
case a in (b|c) d;; *) e; esac
    case a in b|c) [d];; ⟨*⟩) [e];; esac
case a in b) c;& d) e;; esac
    !0
for a in b; do c; done; while a; do b; done; ! a
    for a in b do [c] done; while [a] do [b] done; ! [a]
((a)); (b)
    ( ( [a] ) ); ( [b] )
a <(b)
    !0
{fd}>a
    [{fd} >a]
echo $((1+2)) `a` $(b) ~/c
    [echo $((1+2)) `[a]` $([b]) ⟨~⟩/c]
echo a && [ b = c ]
    [echo a] && [[ b = c ]]
"""


def _cases(table: str) -> list[tuple[str, str]]:
    lines = [line for line in table.strip("\n").split("\n") if line and not line.startswith("# ")]
    return [(source, expected.strip()) for source, expected in zip(lines[::2], lines[1::2], strict=True)]


def _source(text: str) -> str:
    return text.replace("⏎", "\n").replace("⇥", "\t").replace("␍", "\r")


def _read(text: str, dialect: Dialect) -> str:
    tree = read(text, dialect=dialect, limits=Limits())
    structure = shown(tree.script)
    rest = [node for node in tree.opaque if node.span.end == len(text)] if "!(?)" not in structure else []
    return (structure + (f" !{rest[0].span.start}" if rest else "")).replace("\r", "␍").strip()


@pytest.mark.parametrize(("source", "structure"), _cases(_BASH))
def test_bash_is_read_as_bash_runs_it(source: str, structure: str) -> None:
    assert _read(_source(source), "bash") == structure


@pytest.mark.parametrize(("source", "structure"), _cases(_DASH))
def test_dash_is_read_as_dash_runs_it(source: str, structure: str) -> None:
    assert _read(_source(source), "dash") == structure


def test_an_unread_rest_is_opaque_and_the_lines_before_it_stay() -> None:
    text = "echo a\nif b; then c\necho d )\n"
    tree = read(text, dialect="bash", limits=Limits())

    assert shown(tree.script) == "[echo a]"
    assert [(node.code, text[node.span.start : node.span.end]) for node in tree.opaque] == [
        ("syntax_error", "if b; then c\necho d )\n")
    ]


def test_what_bash_notices_only_when_it_runs_a_word_hides_no_other_word() -> None:
    text = "rm ${a&b} $((c) d) `e &&` f"
    tree = read(text, dialect="bash", limits=Limits())

    assert shown(tree.script) == "[rm !(?) !(?) `!(?)` f]"
    assert [text[node.span.start : node.span.end] for node in tree.opaque] == ["${a&b}", "$((c) d)", "e &&"]


def test_comments_keep_their_places() -> None:
    text = "a # b\n{ c # d\n}\n"
    script = read(text, dialect="bash", limits=Limits()).script

    assert [text[span.start : span.end] for span in script.comments] == ["# b"]


def test_spans_lead_through_continuations_and_backticks_to_the_text_as_given() -> None:
    text = "e\\\ncho `rm \\`ls\\` \\\nb` c\\\nd"
    tree = read(text, dialect="bash", limits=Limits())
    command = tree.script.statements[0].body

    assert shown(tree.script) == "[echo `[rm `[ls]` b]` cd]"
    assert [text[word.span.start : word.span.end] for word in command.words] == [  # type: ignore[union-attr]  # a simple command, by the line above
        "e\\\ncho",
        "`rm \\`ls\\` \\\nb`",
        "c\\\nd",
    ]
