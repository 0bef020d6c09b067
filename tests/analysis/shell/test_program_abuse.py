"""What ordinary programs can be made to do: run `touch pwned`, write `pwned`, or load code. The facts show it, program
by program; where the text is in a language that is only scanned, they say that they do not know."""

from __future__ import annotations

import pytest

from interlock.analysis.analyze import analyze
from interlock.model import facts as f
from interlock.model.action import RunCommand
from interlock.model.limits import Limits
from interlock.model.session import Memory

RESOLVED = r"""
ansible all -m shell -a 'touch pwned'
apt-get update -o APT::Update::Pre-Invoke::='touch pwned'
apt-get install -o DPkg::Pre-Invoke::='touch pwned' x
apt update -oAPT::Update::Pre-Invoke='touch pwned'
at now <<< 'touch pwned'
awk 'BEGIN {system("touch pwned")}'
awk 'BEGIN{print "touch pwned" | "sh"}'
gawk -e 'BEGIN{system("touch pwned")}'
mawk -- 'BEGIN{system("touch pwned")}'
bash -c 'touch pwned'
batcat --paging always --pager 'touch pwned' /etc/hosts
bpftrace -c 'touch pwned' -e 'END {exit()}'
bundle exec touch pwned
bundle exec sh -c 'touch pwned'
busybox sh -c 'touch pwned'
busybox touch pwned
busybox nc -e 'touch pwned' h 1
c99 -wrapper touch,pwned x.c
capsh -- -c 'touch pwned'
certbot certonly -n -d x --standalone --dry-run --agree-tos --pre-hook 'touch pwned'
check_by_ssh -o "ProxyCommand touch pwned" -H localhost -C x
chroot / touch pwned
choom -n 0 touch pwned
cmake -E env touch pwned
cmake -E touch pwned
cpio -o --rsh-command='sh -c "touch pwned"' -F a:b
cpulimit -l 100 -f touch pwned
csvtool call 'touch pwned;false' /etc/passwd
curl -o pwned http://h.example
dc -e '!touch pwned'
dd of=pwned
debugfs -R '!touch pwned'
distcc touch pwned
dmsetup ls --exec 'touch pwned'
docker run -v /:/mnt --rm -it alpine chroot /mnt sh -c 'touch pwned'
dpkg --pre-invoke='touch pwned' -i x
ed <<< '!touch pwned'
enscript /dev/null -qo /dev/null -I 'touch pwned >&2'
env touch pwned
env -S'touch pwned'
env -i -u A touch pwned
ex -c ':!touch pwned'
exiftool -if 'system("touch pwned")' /etc/passwd
find . -exec touch pwned ';'
find . -fprint pwned -quit
fish -c 'touch pwned'
flock -u / touch pwned
gawk 'BEGIN {system("touch pwned")}'
gcc -wrapper touch,pwned .
gdb -nx -ex '!touch pwned' -ex quit
gdb -nx -ex 'python import os; os.system("touch pwned")' -ex quit
gem open -e 'touch pwned' rdoc
ginsh <<< '!touch pwned'
git -c core.pager='touch pwned' --paginate help
git -p -c core.pager='touch pwned' log
git -c protocol.ext.allow=always clone 'ext::touch pwned' x
git archive --exec='touch pwned' --remote=. HEAD
git fetch --upload-pack='touch pwned' .
git ls-remote --upload-pack='touch pwned' .
git pull --upload-pack='touch pwned' .
git send-pack --exec='touch pwned' .
git grep --open-files-in-pager='touch pwned' .
git grep -O'touch pwned' .
git rebase -x 'touch pwned' HEAD
git log --output=pwned
git -c core.editor='touch pwned' commit --amend
git -c sequence.editor='touch pwned' rebase -i HEAD
git send-email --sendmail-cmd='touch pwned' x
git instaweb --httpd='touch pwned'
git difftool --extcmd='touch pwned' HEAD
git difftool -y -x 'touch pwned' HEAD
git svn --authors-prog='touch pwned' fetch
git worktree add pwned
git bundle create pwned HEAD
git init --template=/x pwned
git config --file pwned a.b c
git config --global alias.x '!touch pwned'
git config alias.x '!touch pwned'
git submodule foreach 'touch pwned'
git submodule foreach touch pwned
git bisect run touch pwned
git filter-branch --index-filter 'touch pwned' HEAD
go test -exec='touch pwned' x
go build -toolexec 'touch pwned' x
grc --pty touch pwned
install -m 755 /dev/null pwned
ionice touch pwned
irb <<< 'system("touch pwned")'
knife exec -E 'exec "touch pwned"'
ksh -c 'touch pwned'
kubectl exec p -- touch pwned
latexmk -pdf -pdflatex='touch pwned' x
latexmk -e 'exec "touch pwned";'
ld.so touch pwned
/lib64/ld-linux-x86-64.so.2 /usr/bin/touch pwned
less -k x '+!touch pwned' /etc/hosts
LESSOPEN='|touch pwned' less x
logrotate -l '| touch pwned' x
logsave /dev/null touch pwned
ltrace -b -L touch pwned
lua -e 'os.execute("touch pwned")'
mail --exec='!touch pwned'
make -f /dev/stdin <<< 'x:; touch pwned'
make SHELL='touch pwned' x
man -P 'touch pwned' man
man '-Htouch pwned' man
mawk 'BEGIN {system("touch pwned")}'
msgfilter -P touch pwned
msgfilter -i x touch pwned
multitime touch pwned
mysql -e '\! touch pwned'
nano -s 'touch pwned' x
nawk 'BEGIN {system("touch pwned")}'
nc -c 'touch pwned' h 1
ncat --sh-exec 'touch pwned' h 1
ncftp <<< '!touch pwned'
nice touch pwned
nix-shell --run 'touch pwned'
node -e 'require("child_process").execSync("touch pwned")'
nohup touch pwned
npx -c 'touch pwned'
nsenter touch pwned
openvpn --dev null --script-security 2 --up 'touch pwned'
perf stat touch pwned
perl -e 'exec "touch pwned";'
perl -e 'system("touch","pwned")'
pexec touch pwned
php -r 'system("touch pwned");'
php -r '`touch pwned`;'
pidstat -e touch pwned
posh -c 'touch pwned'
pry -e 'system("touch pwned")'
psftp <<< '!touch pwned'
psql -c '\! touch pwned'
psql <<< '\! touch pwned'
python3 -c 'import os; os.system("touch pwned")'
rake -p '`touch pwned`'
restic backup --password-command='touch pwned' x
rlwrap touch pwned
rpm --pipe 'touch pwned' -qa
rsync -e 'sh -c "touch pwned"' 127.0.0.1:/x .
rsync --rsh='touch pwned' a: b
rsync -M--x -e 'touch pwned' x: .
ruby -e 'exec "touch pwned"'
ruby -e '%x(touch pwned)'
rview -c ':!touch pwned'
sash -c 'touch pwned'
scp -o 'ProxyCommand=touch pwned' a b:
screen touch pwned
script -q -c 'touch pwned' /dev/null
scrot -e 'touch pwned'
sed -n '1e touch pwned' /etc/hosts
sed '1!e touch pwned' x
setarch $(arch) touch pwned
setarch -3 touch pwned
setlock - touch pwned
sftp h <<< '!touch pwned'
sg root 'touch pwned'
sg root -c 'touch pwned'
smbclient -c '!touch pwned' //h/x
socat exec:'touch pwned' -
socat - exec:'touch pwned'
softlimit touch pwned
sort --compress-program='touch pwned' -S 1b /x
split --filter='touch pwned' /dev/stdin
split --filter 'touch pwned' x
sqlite3 /dev/null '.shell touch pwned'
sqlmap -u http://x --eval='import os; os.system("touch pwned")'
ssh -oPermitLocalCommand=yes -oLocalCommand='touch pwned' localhost
ssh localhost $'touch pwned'
sshfs -o ssh_command='touch pwned' x: x
sshpass touch pwned
sshuttle -r x --ssh-cmd 'touch pwned' localhost
start-stop-daemon -S -x /bin/touch -- pwned
start-stop-daemon -Sx /bin/touch -- pwned
stdbuf -i0 touch pwned
strace -o /dev/null touch pwned
su -c 'touch pwned'
sudo touch pwned
sysctl 'kernel.core_pattern=|/bin/touch pwned'
systemd-run -t touch pwned
tar -cf /dev/null x --checkpoint=1 --checkpoint-action=exec='touch pwned'
tar xf x --to-command 'touch pwned'
tar xf x -I 'touch pwned'
tar c a b --use-compress-program='touch pwned'
tar cf x --rsh-command='touch pwned' y
tar cvf a:b x --rmt-command='touch pwned'
tar -F 'touch pwned' -L1 -cf x y
tar --info-script='touch pwned' -L1 -cf x y
task execute touch pwned
taskset 1 touch pwned
tasksh <<< '!touch pwned'
tdbtool <<< '! touch pwned'
telnet x <<< '!touch pwned'
time touch pwned
/usr/bin/time touch pwned
timeout 7d touch pwned
timeout --foreground 7d touch pwned
tmate -c 'touch pwned'
tmux -c 'touch pwned'
tmux new-session -d 'touch pwned'
tmux new -d touch pwned
tmux run-shell 'touch pwned'
tmux if-shell 'touch pwned' ''
tmux display-popup 'touch pwned'
torify touch pwned
torsocks touch pwned
unbuffer touch pwned
unshare touch pwned
unshare -r sh -c 'touch pwned'
update-alternatives --force --install pwned x y 0
valgrind touch pwned
vi -c ':!touch pwned' -c ':q'
vim --cmd '!touch pwned'
vim -c 'r !touch pwned'
vim -c ':w pwned' x
vim '+!touch pwned'
vim -Es -c '!touch pwned'
vim -e -s -c '!touch pwned'
vimdiff -c '!touch pwned' a b
view -c ':!touch pwned'
watch -x touch pwned
watch 'touch pwned'
watch -n 1 touch pwned
wget -O pwned http://h
xargs -a /dev/null touch pwned
xargs -I x -a f sh -c 'touch pwned'
echo pwned | xargs touch
xdotool exec --sync touch pwned
yarn exec touch pwned
yash -c 'touch pwned'
zip x y -T -TT 'touch pwned'
zip x y -T -TT'touch pwned'
zip -T --unzip-command='touch pwned' x y
zsh -c 'touch pwned'
parallel touch ::: pwned
parallel ::: 'touch pwned'
parallel -j1 'touch {}' ::: pwned
echo 'touch pwned' | parallel -j2
find . -name x -exec sh -c 'touch pwned' \;
find . -ok touch pwned \;
fd x -x touch pwned
fd -e py --exec touch pwned
fd . -X touch pwned
ssh-agent touch pwned
ssh-agent sh -c 'touch pwned'
dbus-run-session touch pwned
systemd-inhibit touch pwned
systemd-cat touch pwned
fakeroot touch pwned
fakeroot -- touch pwned
proot touch pwned
bwrap --bind / / touch pwned
bwrap --dev-bind / / --unshare-all --share-net sh -c 'touch pwned'
firejail --noprofile touch pwned
firejail touch pwned
setpriv --reuid 0 touch pwned
runuser -u bob -- touch pwned
runuser -u bob touch pwned
su bob -c 'touch pwned'
su - bob -s /bin/sh -c 'touch pwned'
su -lc 'touch pwned' bob
su --command='touch pwned'
sudo -u bob -- sh -c 'touch pwned'
sudo -s touch pwned
sudo -i touch pwned
sudo -iu bob touch pwned
sudo FOO=bar touch pwned
doas touch pwned
pkexec touch pwned
chrt 1 touch pwned
chrt --rr 1 touch pwned
numactl -N 0 touch pwned
prlimit --nofile=1 touch pwned
nsenter -t 1 -a touch pwned
nsenter --mount=/proc/1/ns/mnt -- touch pwned
lxc exec c -- touch pwned
podman exec c touch pwned
docker exec -it c touch pwned
docker exec c bash -c 'touch pwned'
docker compose exec db touch pwned
docker-compose run --rm x touch pwned
docker run --entrypoint touch x pwned
kubectl run x --image=y --command -- touch pwned
oc exec p -- touch pwned
vagrant ssh -c 'touch pwned'
adb shell touch pwned
adb shell 'touch pwned'
multipass exec x -- touch pwned
conda run -n x touch pwned
poetry run touch pwned
pipenv run touch pwned
uv run touch pwned
uv run -- touch pwned
hatch run touch pwned
rustup run stable touch pwned
dotenv -f x run touch pwned
direnv exec . touch pwned
mise exec -- touch pwned
asdf exec touch pwned
rbenv exec touch pwned
pyenv exec touch pwned
nvm exec 18 touch pwned
entr touch pwned
echo x | entr -s 'touch pwned'
watchexec touch pwned
nodemon -x 'touch pwned'
hyperfine 'touch pwned'
hyperfine -N 'touch pwned'
hyperfine -p 'touch pwned' ls
time -p touch pwned
command time touch pwned
exec -a x touch pwned
xvfb-run touch pwned
faketime x touch pwned
dtach -c x touch pwned
abduco -c x touch pwned
script -c 'touch pwned'
asciinema rec -c 'touch pwned' x
srun touch pwned
mpirun -np 1 touch pwned
aws-vault exec x -- touch pwned
op run -- touch pwned
chpst -u x touch pwned
setuidgid x touch pwned
envdir x touch pwned
s6-setuidgid x touch pwned
daemonize /bin/touch pwned
tini -- touch pwned
dumb-init touch pwned
cgexec -g cpu:x touch pwned
systemd-nspawn -D / touch pwned
sqlite3 x.db '.system touch pwned'
sqlite3 x.db <<< '.shell touch pwned'
psql -c "COPY t FROM PROGRAM 'touch pwned'"
psql -c "copy (select 1) to program 'touch pwned'"
mysql <<< 'system touch pwned'
mysql <<< '\! touch pwned'
duckdb -c '.shell touch pwned'
mongosh --eval 'require("child_process").execSync("touch pwned")'
PAGER='touch pwned' man x
GIT_SSH_COMMAND='touch pwned' git fetch
GIT_PAGER='touch pwned' git log
EDITOR='touch pwned' crontab -e
VISUAL='touch pwned' vipw
MANPAGER='touch pwned' man ls
BROWSER='touch pwned' xdg-open x
GIT_EXTERNAL_DIFF='touch pwned' git diff
GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=core.fsmonitor GIT_CONFIG_VALUE_0='touch pwned' git status
GIT_CONFIG_PARAMETERS="'core.pager=touch pwned'" git log
RSYNC_RSH='touch pwned' rsync a: b
PROMPT_COMMAND='touch pwned' bash -i
SYSTEMD_EDITOR='touch pwned' systemctl edit x
FCEDIT='touch pwned' fc
LESSCLOSE='touch pwned' less x
CC='touch pwned' make
echo '* * * * * touch pwned' | crontab -
busybox env touch pwned
toybox touch pwned
busybox ash -c 'touch pwned'
rsync a b --rsync-path='touch pwned'
tee pwned
cp /dev/null pwned
install /dev/null pwned
ln -s x pwned
dd if=/dev/null of=pwned
truncate -s0 pwned
split x pwned
csplit -f pwned x 1
sort x -o pwned
sort -opwned x
uniq x pwned
xxd -r x pwned
base64 -d x > pwned
sed -n 'wpwned' x
sed 'w pwned' x
sed -n '/x/w pwned' x
awk '{print > "pwned"}' x
shuf -o pwned x
iconv -o pwned x
openssl enc -in x -out pwned
gpg -o pwned -d x
curl file:///x -o pwned
wget -o pwned x
rsync x pwned
scp x pwned
tar cf pwned x
zip pwned x
7z a pwned x
ar r pwned x
cpio -oO pwned
gzip -c x > pwned
jq . x > pwned
git archive -o pwned HEAD
git diff --output=pwned
find . -fprintf pwned x
strace -o pwned ls
/usr/bin/time -o pwned ls
script pwned
tcpdump -w pwned
nmap -oN pwned x
gcc -o pwned x.c
ld -o pwned x
as -o pwned x
go build -o pwned
pandoc -o pwned x
ffmpeg -i x pwned
convert x pwned
sqlite3 pwned 'create table x(y)'
sqlite3 x '.output pwned'
psql -o pwned -c 'select 1'
mysql -e "select 1 into outfile 'pwned'"
sponge pwned
patch -o pwned x y
ssh-keygen -f pwned
less -o pwned x
less -opwned x
nano -o x pwned
xargs -I{} cp {} pwned
mv x pwned
install -D x pwned
cat x | tee pwned
dos2unix -n x pwned
lwp-download http://h pwned
busybox sh <<< 'touch pwned'
R --no-save -e 'system("touch pwned")'
""".strip().split("\n")

OPAQUE = r"""
awk 'BEGIN{cmd="touch pwned"; system(cmd)}'
bpftrace --unsafe -e 'BEGIN {system("touch pwned");exit()}'
csh -c 'touch pwned'
dosbox -c 'mount c /' -c 'echo x > pwned'
elvish -c 'touch pwned'
expect -c 'spawn touch pwned'
ghc -e 'System.Process.callCommand "touch pwned"'
gimp -idf --batch-interpreter=python-fu-eval -b 'import os; os.system("touch pwned")'
gnuplot -e 'system("touch pwned")'
guile -c '(system "touch pwned")'
jrunscript -e 'exec("touch pwned")'
julia -e 'run(`touch pwned`)'
latex '\immediate\write18{touch pwned}'
lualatex '\directlua{os.execute("touch pwned")}'
node -r ./x
octave-cli --eval 'system("touch pwned")'
pdflatex --shell-escape '\immediate\write18{touch pwned}'
puppet apply -e 'exec {"/bin/touch pwned":}'
rc -c 'touch pwned'
rpm --eval '%{lua:os.execute("touch pwned")}'
rpm -E '%(touch pwned)'
rpmdb --eval '%(touch pwned)'
rpmquery --eval '%{lua:os.execute("touch pwned")}'
rpmverify --eval '%(touch pwned)'
sed -n '1s/.*/touch pwned/e' x
sed 's/x/touch pwned/e' x
slsh -e 'system("touch pwned")'
ssh -o ProxyCommand=';touch pwned 0<&2 1>&2' x
tclsh <<< 'exec touch pwned'
tcsh -c 'touch pwned'
tex --shell-escape '\write18{touch pwned}\end'
tmux new-session \; run-shell 'touch pwned'
vim -c ':py3 import os; os.system("touch pwned")'
vim -c 'call system("touch pwned")'
vim -c ':silent exe "!touch pwned"'
wish <<< 'exec touch pwned'
xelatex --shell-escape '\write18{touch pwned}'
xetex --shell-escape '\write18{touch pwned}\end'
seq 1 | parallel 'touch pwned #'
NODE_OPTIONS='--require ./x' node y
RUBYOPT=-r./x ruby y
emacs --batch --eval='(shell-command "touch pwned")'
awk -v f=pwned '{print > f}' x
""".strip().split("\n")

LOADING = r"""
ansible-playbook /dev/stdin <<< '[{hosts: localhost, tasks: [{shell: touch pwned}]}]'
mysql --default-auth ../x
openssl req -engine ./x.so
pandoc -L x.lua /dev/null
pandoc --lua-filter x.lua /dev/null
scp -S ./x a b:
ssh-keygen -D ./x.so
tcpdump -ln -i lo -w /dev/null -W 1 -G 1 -z ./x -Z root
wget --use-askpass=./x 0
LD_PRELOAD=./x.so ls
SUDO_ASKPASS=./x sudo -A ls
wget -e use_askpass=./x http://h
""".strip().split("\n")


def facts_of(source: str) -> f.Facts:
    return analyze(RunCommand(source=source), Memory(), Limits())


def texts(value: f.Value) -> list[str]:
    match value:
        case f.Literal(text=text) | f.Prefix(text=text) | f.Glob(text=text):
            return [text]
        case f.Concat(parts=parts):
            return [text for part in parts for text in texts(part)]
        case f.OneOf(values=values):
            return [text for choice in values for text in texts(choice)]
        case _:
            return []


def shows_payload(facts: f.Facts) -> bool:
    touching = any(
        c.basename == "touch" and any(t.rsplit("/", 1)[-1] == "pwned" for v in c.argv for t in texts(v))
        for c in facts.commands
    )
    writing = ("write", "append", "create", "move", "link", "extract")
    return touching or any(
        e.op in writing and any(t.rsplit("/", 1)[-1].startswith("pwned") for t in texts(e.path)) for e in facts.files
    )


@pytest.mark.parametrize("source", RESOLVED)
def test_the_facts_show_what_a_program_is_made_to_do(source: str) -> None:
    assert shows_payload(facts_of(source))


@pytest.mark.parametrize("source", OPAQUE)
def test_a_text_that_is_only_scanned_is_said_to_be_unknown(source: str) -> None:
    assert facts_of(source).reading.opaque


@pytest.mark.parametrize("source", LOADING)
def test_code_that_a_program_is_made_to_load_is_executed(source: str) -> None:
    assert any(e.op == "execute" for e in facts_of(source).files)
