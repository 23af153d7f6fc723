/*
 * probe OBJECT PROGRAM NUMBER REPORT COMMAND...: runs a command with one of the hand-written programs attached.
 *
 * PROGRAM is a function of probe.bpf.c; NUMBER is the system call that it looks for. The command starts when the program is
 * attached. The file REPORT gets one JSON object, {"captured": N, "lost": N}. The exit status is the command's. The program is
 * held by descriptors of this process alone: however it ends, nothing stays attached.
 */
#define _GNU_SOURCE
#include <bpf/bpf.h>
#include <bpf/libbpf.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "probe.h"

/* As laid out by the compiler in the sections .rodata and .bss of the object. */
struct constants {
    int wanted_tgid;
    int wanted_number;
};

struct variables {
    unsigned long long lost;
    unsigned long long passed;
};

static pid_t child = -1;

static void fail(const char *what, int error)
{
    fprintf(stderr, "probe: %s: %s\n", what, strerror(error));
    if (child > 0)
        kill(child, SIGKILL);
    exit(125);
}

static void pass_on(int number)
{
    if (child > 0)
        kill(child, number);
}

/* Starts the command behind a pipe: it runs when *gate is closed. */
static pid_t start_held(char **command, int *gate)
{
    int ends[2];
    if (pipe(ends) < 0)
        fail("pipe", errno);
    pid_t pid = fork();
    if (pid < 0)
        fail("fork", errno);
    if (pid == 0) {
        char byte;
        prctl(PR_SET_PDEATHSIG, SIGKILL);
        close(ends[1]);
        while (read(ends[0], &byte, 1) < 0 && errno == EINTR)
            ;
        close(ends[0]);
        execvp(command[0], command);
        fprintf(stderr, "probe: %s: %s\n", command[0], strerror(errno));
        _exit(127);
    }
    close(ends[0]);
    *gate = ends[1];
    return pid;
}

static struct bpf_map *section(struct bpf_object *object, const char *suffix, size_t size)
{
    struct bpf_map *map;
    bpf_object__for_each_map(map, object) {
        const char *name = bpf_map__name(map);
        size_t length = strlen(name), tail = strlen(suffix);
        if (length >= tail && strcmp(name + length - tail, suffix) == 0 && bpf_map__value_size(map) == size)
            return map;
    }
    fail(suffix, ENOENT);
    return NULL;
}

static int count_record(void *context, void *data, size_t size)
{
    (void)data;
    (void)size;
    ++*(unsigned long long *)context;
    return 0;
}

int main(int argc, char **argv)
{
    if (argc < 6) {
        fprintf(stderr, "usage: probe OBJECT PROGRAM NUMBER REPORT COMMAND...\n");
        return 2;
    }
    int gate;
    child = start_held(argv + 5, &gate);
    signal(SIGINT, pass_on);
    signal(SIGTERM, pass_on);

    struct bpf_object *object = bpf_object__open_file(argv[1], NULL);
    if (!object)
        fail(argv[1], errno);
    struct bpf_program *program, *wanted = NULL;
    bpf_object__for_each_program(program, object) {
        bool chosen = strcmp(bpf_program__name(program), argv[2]) == 0;
        bpf_program__set_autoload(program, chosen);
        if (chosen)
            wanted = program;
    }
    if (!wanted)
        fail(argv[2], ENOENT);
    struct constants constants = { .wanted_tgid = child, .wanted_number = atoi(argv[3]) };
    int error = bpf_map__set_initial_value(section(object, ".rodata", sizeof constants), &constants, sizeof constants);
    if (error)
        fail(".rodata", -error);
    error = bpf_object__load(object);
    if (error)
        fail("load", -error);

    unsigned long long captured = 0;
    struct bpf_map *ring_map = bpf_object__find_map_by_name(object, "ring");
    if (!ring_map)
        fail("ring", ENOENT);
    struct ring_buffer *ring = ring_buffer__new(bpf_map__fd(ring_map), count_record, &captured, NULL);
    if (!ring)
        fail("ring", errno);
    struct bpf_link *link = bpf_program__attach(wanted);
    if (!link)
        fail("attach", errno);
    close(gate);

    /* Records do not wake the reader; it looks every millisecond. */
    const struct timespec pause = { .tv_nsec = 1000000 };
    int status;
    pid_t ended;
    while ((ended = waitpid(child, &status, WNOHANG)) == 0) {
        ring_buffer__consume(ring);
        nanosleep(&pause, NULL);
    }
    if (ended < 0)
        fail("waitpid", errno);
    ring_buffer__consume(ring);
    bpf_link__destroy(link);

    struct variables variables = { 0 };
    unsigned int zero = 0;
    if (bpf_map_lookup_elem(bpf_map__fd(section(object, ".bss", sizeof variables)), &zero, &variables) < 0)
        fail(".bss", errno);
    FILE *report = fopen(argv[4], "w");
    if (!report)
        fail(argv[4], errno);
    fprintf(report, "{\"captured\": %llu, \"lost\": %llu}\n", captured, variables.lost);
    if (fclose(report) != 0)
        fail(argv[4], errno);
    ring_buffer__free(ring);
    bpf_object__close(object);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
