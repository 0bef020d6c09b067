/* Stands for every program of the sandbox that the oracle runs texts in: logs how it was started, then plays its part.

   A record is one write(2) to a file opened for appending, so that records of processes side by side do not mix:
   fields that end in NUL, the counts before what they count, and a 32-bit length of it all in front. The fields: the path
   that was executed, the working directory, the name of the parent, argc, argv…, the number of descriptors, `fd=target`…,
   the number of variables, the environment….

   Programs that `real` lists (lines `name=file`) become the real ones afterwards, and so does everything where there is
   no such list, which is how the sandbox itself comes up; all others end as `world` says: `s` with status 0, `f` with status 1, `o` with status 0 and some words on standard output. */

#include <dirent.h>
#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/auxv.h>
#include <unistd.h>

#define HERE "/dev/shm/.oracle/"
#define REAL "/opt/oracle/real/"
#define MOST (1 << 20)

static char record[MOST];
static size_t used = sizeof(uint32_t);

static void put(const char *text)
{
    size_t length = strlen(text) + 1;
    if (used + length > MOST)
        _exit(125);
    memcpy(record + used, text, length);
    used += length;
}

static void put_number(size_t number)
{
    char text[24];
    snprintf(text, sizeof text, "%zu", number);
    put(text);
}

static size_t contents(const char *path, char *into, size_t size)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return 0;
    ssize_t got = read(fd, into, size - 1);
    close(fd);
    into[got > 0 ? got : 0] = 0;
    return got > 0 ? (size_t)got : 0;
}

static void put_descriptors(void)
{
    char names[64][512];
    size_t count = 0;
    DIR *directory = opendir("/proc/self/fd");
    struct dirent *entry;
    while (directory && (entry = readdir(directory)) && count < 64) {
        int fd = atoi(entry->d_name);
        if (entry->d_name[0] == '.' || fd == dirfd(directory))
            continue;
        char target[448] = "";
        ssize_t got = readlinkat(dirfd(directory), entry->d_name, target, sizeof target - 1);
        target[got > 0 ? got : 0] = 0;
        snprintf(names[count++], sizeof names[0], "%d=%s", fd, target);
    }
    if (directory)
        closedir(directory);
    put_number(count);
    for (size_t i = 0; i < count; i++)
        put(names[i]);
}

static const char *listed(const char *name, char *list)
{
    size_t length = strlen(name);
    for (char *line = strtok(list, "\n"); line; line = strtok(0, "\n"))
        if (!strncmp(line, name, length) && line[length] == '=')
            return line + length + 1;
    return 0;
}

/* Of a script the kernel starts the interpreter, with the path of the script among its arguments: where. */
static int script(const char *path, int argc, char **argv)
{
    char head[3];
    if (contents(path, head, sizeof head) != 2 || head[0] != '#' || head[1] != '!')
        return 0;
    for (int i = 1; i < argc && i < 3; i++)
        if (!strcmp(argv[i], path))
            return i;
    return 0;
}

int main(int argc, char **argv, char **environment)
{
    const char *path = (const char *)getauxval(AT_EXECFN);
    const char *slash = strrchr(path, '/');
    const char *name = slash ? slash + 1 : path;
    char directory[4096], parent[64], parent_path[64], list[16384], world[2];

    put(path);
    put(getcwd(directory, sizeof directory) ? directory : "");
    snprintf(parent_path, sizeof parent_path, "/proc/%d/comm", getppid());
    contents(parent_path, parent, sizeof parent);
    put(parent);
    int first = script(path, argc, argv);
    put_number(argc - first);
    for (int i = first; i < argc; i++)
        put(argv[i]);
    put_descriptors();
    size_t variables = 0;
    while (environment[variables])
        variables++;
    put_number(variables);
    for (size_t i = 0; i < variables; i++)
        put(environment[i]);
    uint32_t size = used;
    memcpy(record, &size, sizeof size);
    int log = open(HERE "log", O_WRONLY | O_APPEND | O_CLOEXEC);
    if (log >= 0) {
        if (write(log, record, used) < 0)
            _exit(125);
        close(log);
    }
    if (first)
        name = strrchr(argv[0], '/') ? strrchr(argv[0], '/') + 1 : argv[0];
    const char *file = contents(HERE "real", list, sizeof list) ? listed(name, list) : name;
    if (file && strncmp(path, REAL, strlen(REAL))) {
        char program[4352];
        snprintf(program, sizeof program, REAL "%s", file);
        execve(program, argv, environment);
    }
    if (!contents(HERE "world", world, sizeof world))
        return 0;
    if (world[0] == 'o' && write(1, "alpha beta\n", 11) < 0)
        return 1;
    return world[0] == 'f';
}
