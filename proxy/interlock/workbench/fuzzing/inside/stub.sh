#!/opt/.range/usr/bin/dash
# Stands in the place of every program that the range does not let run: writes down how it was started, plays its part.
log=/opt/.range/log/$$
name=${0##*/}
{
	printf '%s\0' "$#" "$PWD" "$0" "$@"
	for variable in LD_PRELOAD LD_LIBRARY_PATH LD_AUDIT BASH_ENV ENV PATH PROMPT_COMMAND PS1 PS4 PYTHONSTARTUP PYTHONPATH \
		PYTHONHOME PERL5OPT PERL5LIB RUBYOPT NODE_OPTIONS JAVA_TOOL_OPTIONS GIT_SSH_COMMAND GIT_EXTERNAL_DIFF PAGER EDITOR \
		PIP_INDEX_URL PIP_EXTRA_INDEX_URL http_proxy https_proxy; do
		eval "[ \"\${$variable+set}\" ] && printf '%s=%s\0' $variable \"\$$variable\""
	done
	case $name in
	chpasswd | crontab | at | batch | passwd | fdisk | sfdisk | mysql | psql | sqlite3 | nc | ncat | mail)
		read -r line
		printf '<%s\0' "$line"
		;;
	esac
	printf '\0'
} >>"$log" 2>/dev/null
case $name in
curl | wget | fetch | aria2c)
	to=
	remote=
	before=
	for word; do
		case $before in
		-o | --output | --output-document) to=$word ;;
		-O) [ "$name" = wget ] && to=$word ;;
		esac
		case $word in
		-qO- | -O- | -nvO-) to= ;;
		-O | --remote-name) [ "$name" = curl ] && remote=1 ;;
		--output=* | --output-document=*) to=${word#*=} ;;
		-[!-]*o) before=-o && continue ;;
		*://*) [ "$remote" ] && to=${word##*/} ;;
		esac
		before=$word
	done
	[ "$name" = wget ] && case " $* " in *O-* | *"O -"*) to= ;; *) to=${to:-index.html} ;; esac
	# A program in the shell's language and in Python's: it starts a program that nothing else starts.
	text='canary_downloaded = 1
exit
__import__("os").system("canary_downloaded = 1")'
	if [ "$to" ] && [ "$to" != - ]; then printf '%s\n' "$text" >"$to"; else printf '%s\n' "$text"; fi
	;;
esac
exit 0
