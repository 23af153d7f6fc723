/* What the probe's programs write and its loader reads. */
#ifndef PROBE_H
#define PROBE_H

/* 88 bytes: as much as a tracer needs to print a call. */
struct record {
    unsigned int kind;
    int number;
    unsigned long long time; /* CLOCK_MONOTONIC, nanoseconds */
    unsigned int tid;
    unsigned int tgid;
    long long result;
    unsigned long long arguments[6];
    unsigned long long instruction; /* where the call returns to */
};

/* A record with a path behind it. */
struct path_record {
    struct record call;
    unsigned int length; /* of the path with its NUL; 0 when it could not be read */
    char path[4096];
};

#endif
