# Packages are folders with Python files; facts are imports of one package in another, and tables named in SQL.
function package(path,   parts, n) { n = split(path, parts, "/"); return n > 1 ? parts[n - 1] : "" }
function note(list, key, place,   before) { before = (key in list) ? list[key] ", " : ""; list[key] = before place }
FNR == 1 { file = FILENAME; here = package(file); if (here != "" && !(here in packages)) { packages[here] = 1; order[++count] = here } if (here != "") size[here]++ }
/^[ \t]*#/ || here == "" { next }
/^[ \t]*(from|import)[ \t]/ {
  n = split($2, parts, ".")
  to = n > 1 ? parts[2] : ""
  if (to != "" && to != here) note(imports, here SUBSEP to, file ":" FNR)
}
{
  line = toupper($0)
  while (match(line, /(INSERT INTO|UPDATE|DELETE FROM|FROM|JOIN)[ \t]+[A-Z_]+/)) {
    found = substr(line, RSTART, RLENGTH); line = substr(line, RSTART + RLENGTH)
    verb = found; sub(/[ \t]+[A-Z_]+$/, "", verb); table = found; sub(/^.*[ \t]/, "", table); table = tolower(table)
    if (verb == "FROM" || verb == "JOIN") { if ($0 ~ /SELECT|JOIN/) note(reads, here SUBSEP table, file ":" FNR) }
    else if (verb != "UPDATE" || $0 ~ /SET/) note(writes, here SUBSEP table, file ":" FNR)
  }
}
END {
  for (key in writes) { split(key, k, SUBSEP); tables[k[2]] = 1; writers[k[2]]++; if (!(k[2] in owner) || k[1] < owner[k[2]]) owner[k[2]] = k[1]; owns[k[1]] = 1 }
  for (key in reads) { split(key, k, SUBSEP); tables[k[2]] = 1 }
  # The package named like the table has it, else the first that writes it.
  for (key in writes) { split(key, k, SUBSEP); if (k[1] == k[2]) owner[k[2]] = k[1] }
  known()
  if (role == "map") map(); else if (role == "cut") cut(); else if (role == "contracts") contracts(); else if (role == "risks") risks()
  else { print "survey: no role '" role "'" > "/dev/stderr"; exit 2 }
}
# Imports of what is no package of this tree (a library) say nothing about its borders.
function known(   key, k) { for (key in imports) { split(key, k, SUBSEP); if (!(k[2] in packages)) delete imports[key] } }
function service(p) { return p in owns }
function map(   i, j, p, key, t) {
  print "### Packages"
  for (i = 1; i <= count; i++) print "- `" order[i] "`: " size[order[i]] (size[order[i]] == 1 ? " file" : " files")
  print "\n### Imports"
  for (i = 1; i <= count; i++) for (j = 1; j <= count; j++) { key = order[i] SUBSEP order[j]; if (key in imports) print "- `" order[i] "` imports `" order[j] "` (" imports[key] ")" }
  print "\n### Tables"
  sorted(); for (i = 1; i <= names; i++) { t = name[i]; print "- `" t "`:" who(writes, t, " written by") who(reads, t, " read by") }
}
function sorted(   t, i, j, x) { names = 0; for (t in tables) name[++names] = t; for (i = 2; i <= names; i++) { x = name[i]; for (j = i - 1; j > 0 && name[j] > x; j--) name[j + 1] = name[j]; name[j + 1] = x } }
function who(list, t, verb,   i, text) { for (i = 1; i <= count; i++) if ((order[i] SUBSEP t) in list) text = text (text == "" ? verb " " : "; ") "`" order[i] "` (" list[order[i] SUBSEP t] ")"; return text == "" ? "" : text "." }
function cut(   i, j, p, t, has) {
  sorted()
  for (i = 1; i <= count; i++) { p = order[i]; if (!service(p)) continue
    has = ""; for (j = 1; j <= names; j++) if (owner[name[j]] == p) has = has (has == "" ? "" : ", ") "`" name[j] "`"
    print "- **" p "**: " (has == "" ? "owns no table, and writes those of others: keep it with them" : "owns " has)
  }
  print "\nNo service of their own, because they keep nothing: libraries, or part of whoever uses them:"
  for (i = 1; i <= count; i++) if (!service(order[i])) print "- `" order[i] "`"
  print "\nOrder: what nothing imports can go first; what all import goes last."
  for (i = 1; i <= count; i++) { users = 0; for (j = 1; j <= count; j++) if ((order[j] SUBSEP order[i]) in imports) users++; print "- `" order[i] "`: imported by " users }
}
function contracts(   i, j, key, n) {
  for (i = 1; i <= count; i++) for (j = 1; j <= count; j++) { key = order[i] SUBSEP order[j]
    if ((key in imports) && service(order[i]) && service(order[j])) { n++; print "- `" order[i] "` → `" order[j] "`: a call in the process today (" imports[key] "). As a service it needs a timeout, an idempotent retry, and an answer for when `" order[j] "` is down." } }
  if (!n) print "No call crosses a border."
}
function risks(   i, j, p, t, n, a, b) {
  sorted()
  for (i = 1; i <= names; i++) { t = name[i]; if (writers[t] > 1) { n++; print "- **high** [shared-table] `" t "`" who(writes, t, ": written by") " **Do:** let `" owner[t] "` alone write it." } }
  for (i = 1; i <= count; i++) for (j = i + 1; j <= count; j++) { a = order[i]; b = order[j]; if (((a SUBSEP b) in imports) && ((b SUBSEP a) in imports)) { n++; print "- **high** [circle] `" a "` and `" b "` import each other (" imports[a SUBSEP b] "; " imports[b SUBSEP a] "). **Do:** turn one of the two calls into an event." } }
  for (i = 1; i <= names; i++) { t = name[i]; for (j = 1; j <= count; j++) { p = order[j]; if (((p SUBSEP t) in reads) && (t in owner) && owner[t] != p && !((p SUBSEP t) in writes)) { n++; print "- **medium** [foreign-read] `" p "` reads `" t "` of `" owner[t] "` (" reads[p SUBSEP t] "). **Do:** ask the service, or keep a copy that events feed." } } }
  if (!n) print "Nothing was found."
}
