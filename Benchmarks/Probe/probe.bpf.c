/*
 * The least that an eBPF program can do, written by hand: what the product is measured against.
 *
 * The structures hold only the members that are read; their offsets come from the running kernel's BTF at load.
 */
#include <linux/bpf.h>

#include <bpf/bpf_helpers.h>

#include "probe.h"

#define KERNEL_STRUCTURE __attribute__((preserve_access_index))

struct task_struct {
    int pid;
    int tgid;
} KERNEL_STRUCTURE;

struct pt_regs {
    unsigned long r10, r9, r8, dx, si, di, orig_ax, ip;
} KERNEL_STRUCTURE;

/* Set by the loader before the programs are loaded: constants to the verifier. */
const volatile int wanted_tgid = 0;
const volatile int wanted_number = 0;

unsigned long long lost = 0;
unsigned long long passed = 0;

struct {
    __uint(type, BPF_MAP_TYPE_RINGBUF);
    __uint(max_entries, 32 << 20);
} ring SEC(".maps");

struct {
    __uint(type, BPF_MAP_TYPE_PERCPU_ARRAY);
    __uint(max_entries, 1);
    __type(key, unsigned int);
    __type(value, struct path_record);
} scratch SEC(".maps");

/* The arguments of the tracepoint sys_exit, as BTF describes them. */
struct sys_exit {
    struct pt_regs *registers;
    long result;
};

static __always_inline void fill(struct record *record, const struct sys_exit *context, const struct task_struct *task)
{
    const struct pt_regs *registers = context->registers;
    record->kind = 1;
    record->number = registers->orig_ax;
    record->time = bpf_ktime_get_ns();
    record->tid = task->pid;
    record->tgid = task->tgid;
    record->result = context->result;
    record->arguments[0] = registers->di;
    record->arguments[1] = registers->si;
    record->arguments[2] = registers->dx;
    record->arguments[3] = registers->r10;
    record->arguments[4] = registers->r8;
    record->arguments[5] = registers->r9;
    record->instruction = registers->ip;
}

/* Returns at once: what the armed hook itself costs. */
SEC("tp_btf/sys_exit")
int empty(void *context)
{
    return 0;
}

/* Rejects by the number of the call, and counts what passes, because a test without consequence would be left out. */
SEC("tp_btf/sys_exit")
int filtered(struct sys_exit *context)
{
    if (context->registers->orig_ax != (unsigned long)wanted_number)
        return 0;
    __sync_fetch_and_add(&passed, 1);
    return 0;
}

/* Records one call of one process. */
SEC("tp_btf/sys_exit")
int record(struct sys_exit *context)
{
    if (context->registers->orig_ax != (unsigned long)wanted_number)
        return 0;
    struct task_struct *task = bpf_get_current_task_btf();
    if (task->tgid != wanted_tgid)
        return 0;
    struct record *record = bpf_ringbuf_reserve(&ring, sizeof *record, 0);
    if (!record) {
        __sync_fetch_and_add(&lost, 1);
        return 0;
    }
    fill(record, context, task);
    bpf_ringbuf_submit(record, BPF_RB_NO_WAKEUP);
    return 0;
}

/* Records one call of one process with the path in its second argument, at its true length. */
SEC("tp_btf/sys_exit")
int record_path(struct sys_exit *context)
{
    if (context->registers->orig_ax != (unsigned long)wanted_number)
        return 0;
    struct task_struct *task = bpf_get_current_task_btf();
    if (task->tgid != wanted_tgid)
        return 0;
    unsigned int zero = 0;
    struct path_record *record = bpf_map_lookup_elem(&scratch, &zero);
    if (!record)
        return 0;
    fill(&record->call, context, task);
    long length = bpf_probe_read_user_str(record->path, sizeof record->path, (void *)context->registers->si);
    if (length < 0 || length > (long)sizeof record->path)
        length = 0;
    record->length = length;
    unsigned long size = __builtin_offsetof(struct path_record, path) + length;
    if (bpf_ringbuf_output(&ring, record, size, BPF_RB_NO_WAKEUP) != 0)
        __sync_fetch_and_add(&lost, 1);
    return 0;
}

char LICENSE[] SEC("license") = "Dual MIT/GPL";
