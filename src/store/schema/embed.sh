#!/bin/sh
# Turns the schema's SQL files into one C source: const struct schema_step schema_steps[] = {{number, name, sql}, …}.
echo '#include "schema.h"'
echo 'const struct schema_step schema_steps[] = {'
for file in "$@"; do
    name=${file##*/}
    number=$(echo "$name" | sed 's/_.*//; s/^0*//')
    printf '    {%s, "%s",\n' "$number" "${name%.sql}"
    sed 's/\\/\\\\/g; s/"/\\"/g; s/^/     "/; s/$/\\n"/' "$file"
    echo '    },'
done
echo '};'
echo 'const int schema_step_count = sizeof schema_steps / sizeof schema_steps[0];'
