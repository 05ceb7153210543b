#!/usr/bin/env node
process.stdout.write("headroom\n");
