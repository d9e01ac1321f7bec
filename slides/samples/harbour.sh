awk '
function rnd(n) {
  seed = (seed * 75 + 74) % 65537
  return int(seed / 65537 * n)
}
BEGIN {
  seed = 7
  split("Alma Bruin Cygnet Egret Fulmar Petrel", ship)
  split("north south east", quay)
  for (day = 2; day <= 8; day++)
    for (t = 300 + rnd(30); t < 1320; t += 5 + rnd(rush ? 12 : 30)) {
      hour = int(t / 60); rush = (hour == 8 || hour == 17)
      if (day == 5 && hour == 13) continue
      s = ship[1 + rnd(6)]; q = quay[1 + rnd(3)]
      wait = rnd(15); state = "ok"
      if (s == "Petrel" && q == "north") wait += 25
      if (wait > 12) state = "late"
      if (rnd(40) == 0) { state = "away"; wait = 999 }
      if (s == "Egret" && rnd(6) == 0) s = "egret"
      printf "2026-03-%02d %02d:%02d %s %s %s %d\n",
        day, hour, t % 60, q, s, state, wait
    }
}' > harbour.log
