// Search of the site: the program's ranking over an index of the same words. No page is asked for
// anything; the index comes as a script (search-index.js). `siteSearch.open(index)` gives `search(text)`.
(function () {
  "use strict";

  const IN_DOUBT = 0.6; // coverage that a record needs where a word of the query is unknown
  const SCATTERED = 0.5; // how likely words of one record stand in one statement
  const CJK = "\\u3400-\\u9fff\\uf900-\\ufaff";
  const ONLY_CJK = new RegExp(`^[${CJK}]+$`);
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

  // Names as model.name_keys has them.
  function fold(text) {
    const lower = text.toLowerCase();
    if (/^[\x00-\x7f]*$/.test(lower)) return lower;
    return lower.normalize("NFKD").replace(/\p{M}/gu, "").normalize("NFC");
  }
  function key(name) {
    const plain = fold(name).replace(/['’]/g, "");
    const words = /^[\x00-\x7f]*$/.test(plain) ? plain.match(/[a-z0-9]+|[+#]+/g) : plain.match(/[\p{L}\p{N}]+|[+#]+/gu);
    return (words || []).join(" ");
  }
  const squeezed = (name) => key(name).replace(/ /g, "");

  function open(index) {
    const K = { ...index.constants, STEM: new RegExp(index.constants.STEM) };
    const STOP = new Set(K.STOP_WORDS), COMMON = new Set(index.common), NONE = new Set();
    const RECORDS = index.records.map((r, number) => ({
      number, kind: index.kinds[r[0]], id: index.kinds[r[0]] + "/" + r[1], title: r[2], zh: r[3],
      said: r[4], earliest: r[5], latest: r[6], major: r[7], page: r[8], themes: r[9],
      titles: [r[2], r[3]].filter(Boolean).map(normal), asked: index.asked[number].map(normal),
    }));
    const TOTAL = RECORDS.length;
    const traditional = new Map();
    const signs = Array.from(index.traditional || "");
    for (let n = 0; n + 1 < signs.length; n += 2) traditional.set(signs[n], signs[n + 1]);
    const names = nameTable(index, RECORDS);
    const synonyms = synonymTable(index);
    const SCALE = Object.keys(K.SCALES).sort((a, b) => b.length - a.length).join("|");
    const SPELLED = Object.keys(K.NUMBER_WORDS).join("|");
    const TOKEN = new RegExp(
      `(?<spelled>\\b(?:${SPELLED})\\b(?=[\\s-]?(?:${K.SCALE_WORDS.join("|")}|per\\s?cent|%|fold|times\\b))|\\b(?:${SPELLED})(?=fold\\b))` +
        `(?:\\s?-?(?<s_scale>${SCALE})(?![a-z]))?(?:\\s?(?<s_percent>%|percent\\b|per\\scent\\b)|(?<s_times>[\\s-]?(?:[x×倍](?![\\p{L}\\p{N}])|fold\\b)|\\stimes\\b))?` +
        `|(?<number>(?:\\d+(?:,\\d{3})+(?!\\d)|\\d+)(?:\\.\\d+)?)(?:(?:st|nd|rd|th)\\b)?` +
        `(?:\\s?-?(?<scale>${SCALE})(?![a-z]))?(?:\\s?(?<percent>%|percent\\b|per\\scent\\b)|(?<times>[\\s-]?(?:[x×倍](?![\\p{L}\\p{N}])|fold\\b)|\\stimes\\b))?(?<glued>[a-z]*)` +
        `|(?<cjk>[${CJK}]+)|(?<money>(?:\\b(?:us|hk))?\\$|[¥€₹£₩])|(?<word>\\p{L}(?:[\\p{L}\\p{N}]|['’](?=\\p{L}))*)`,
      "gu");
    const MONTH = K.MONTHS.map((name) => name.slice(0, 3).toLowerCase());

    const words = wordIndex(index, askedWords);

    // The tokens of a text, as model.tokens has them, without their endings.
    function tokens(text) {
      const found = [];
      const number = (digits, scale, percent, times) => {
        const plain = digits.replace(".", "_");
        found.push(plain);
        if (percent) found.push(plain + "_pct");
        if (times) found.push(plain + "_x");
        if (scale) found.push(size(digits, K.SCALES[scale]));
      };
      for (const match of fold(text).matchAll(TOKEN)) {
        const g = match.groups;
        if (g.word) {
          const plain = g.word.replace(/['’]/g, "");
          found.push((K.CURRENCIES[plain] || plain).toLowerCase());
        } else if (g.cjk) {
          const run = Array.from(g.cjk);
          found.push(...run);
          run.slice(1).forEach((sign, n) => found.push(run[n] + sign));
        } else if (g.money) found.push(K.CURRENCIES[g.money].toLowerCase());
        else if (g.spelled) {
          found.push(g.spelled);
          number(String(K.NUMBER_WORDS[g.spelled]), g.s_scale, g.s_percent, g.s_times);
        } else {
          const digits = g.number.replace(/,/g, "");
          if (g.glued) found.push(digits.replace(".", "_") + g.glued);
          number(digits, g.scale, g.percent, g.times);
        }
      }
      return found.map((token) => stem(token, K));
    }

    // The same for a phrase, most of which are plain words.
    function askedWords(phrase) {
      if (ONLY_CJK.test(phrase)) {
        const run = Array.from(phrase);
        return [...run, ...run.slice(1).map((sign, n) => run[n] + sign)];
      }
      if (!/^[a-z ]+$/.test(phrase) || /fold|percent|per cent|times/.test(phrase)) return tokens(phrase);
      return phrase.split(" ").filter(Boolean).map((word) => stem((K.CURRENCIES[word] || word).toLowerCase(), K));
    }

    // What was typed, as parts: dates, figures, and the words between them.
    function parse(text) {
      let plain = Array.from(text.slice(0, 300)).map((sign) => traditional.get(sign) || sign).join("");
      plain = plain.replace(/[“”„«»「」『』]/g, '"').replace(/[？]/g, "?").replace(/[，]/g, ",").replace(/[。、]/g, " ")
        .replace(/(^|\s)source:\S+/gi, " ");
      const kinds = [];
      const without = [];
      plain = plain.replace(/(^|\s)kind:(\w+)/gi, (_, start, kind) => { if (index.kinds.includes(kind.toLowerCase())) kinds.push(kind.toLowerCase()); return " "; });
      const themes = [];
      plain = plain.replace(/(^|\s)theme:([\w-]+)/gi, (_, start, theme) => { themes.push(theme.toLowerCase()); return " "; });
      plain = plain.replace(/(^|\s)year:(\d{4})/gi, " $2 ");
      plain = plain.replace(/(^|\s)-([^\s-]\S*)/g, (_, start, word) => { without.push(...tokens(word)); return " "; });
      const parts = [];
      const values = valuesOf(plain);
      let end = 0;
      const read = (piece) => {
        for (const phrase of piece.split(/"([^"]*)"/).map((p, n) => [p, n % 2])) {
          if (phrase[1] && phrase[0].trim()) parts.push({ text: phrase[0], type: "phrase" });
          else
            for (const word of phrase[0].replace(/[:/\\|=*_<>()[\]{}!?;,`~%$^@"]+/g, " ").split(/\s+/))
              if (/[\p{L}\p{N}]/u.test(word)) parts.push(...cut({ text: word, type: "word" }));
        }
      };
      for (const value of values) {
        read(plain.slice(end, value.start));
        parts.push(value);
        end = value.end;
      }
      read(plain.slice(end));
      const seen = new Set();
      const isNew = (part) => { const fresh = !seen.has(fold(part.text)); seen.add(fold(part.text)); return fresh; };
      const kept = parts.slice(0, 24).filter((part) => tokens(part.text).length && isNew(part));
      return Object.assign(kept, { kinds, themes, without });
    }

    function valuesOf(text) {
      const found = [];
      const add = (start, end, value) => {
        if (found.every((o) => end <= o.start || o.end <= start)) found.push({ start, end, ...value });
      };
      const money = "(?:us\\$|hk\\$|[¥$€₹£₩]|rmb|cny|usd)";
      const figure = new RegExp(
        `(${money}\\s?)?(?<![a-z0-9.,])(\\d[\\d,]*(?:\\.\\d+)?|\\b(?:${SPELLED})(?=[\\s-]?(?:${K.SCALE_WORDS.join("|")}|per\\s?cent|%|fold|times\\b)))([\\s-]?(?:${SCALE})(?![a-z]))?(\\s?%|\\s?per\\s?cent\\b|[\\s-]?[x×倍](?![\\p{L}\\p{N}])|[\\s-]?fold\\b|\\stimes\\b)?(\\s?(?:yuan|rmb|dollars?|euros?|元|美元))?(?![a-z0-9]|[.,]\\d)`, "giu");
      const all = [...text.matchAll(figure)];
      const units = (m) => m[1] || m[3] || m[4] || m[5];
      for (const m of all)
        if (units(m)) add(m.index, m.index + m[0].length, { text: (m[2] + (m[3] || "") + (m[4] || "")).trim(), type: "figure", currency: K.CURRENCIES[(m[1] || m[5] || "").trim().toLowerCase()] });
      const month = "(" + K.MONTHS.map((n) => `${n.slice(0, 3)}(?:${n.slice(3)})?`).join("|") + ")\\b\\.?";
      const day = "(\\d{1,2})(?:st|nd|rd|th)?";
      const year = "((?:19|20)\\d\\d)";
      const numbered = (name) => String(MONTH.indexOf(name.slice(0, 3).toLowerCase()) + 1).padStart(2, "0");
      const two = (n) => String(n).padStart(2, "0");
      const forms = [
        [`\\b${year}-(\\d\\d)-(\\d\\d)\\b`, (m) => [m[1], m[2], m[3]]],
        [`\\b${day}(?:\\sof)?[\\s-]${month},?[\\s-]${year}\\b`, (m) => [m[3], numbered(m[2]), two(m[1])]],
        [`\\b${month}\\s${day},?\\s${year}\\b`, (m) => [m[3], numbered(m[1]), two(m[2])]],
        [`\\b(\\d\\d?)[-/.](\\d\\d?)[-/.]${year}\\b`, (m) => [m[3], two(m[2]), two(m[1])]],
        [`\\b(first|second|third|fourth|1st|2nd|3rd|4th)\\squarter\\s(?:of\\s)?${year}\\b`, (m) => [m[2], "q" + (["first", "second", "third", "fourth"].concat(["1st", "2nd", "3rd", "4th"]).indexOf(m[1].toLowerCase()) % 4 + 1)]],
        [`\\b${month},?\\s(?:of\\s)?${year}\\b`, (m) => [m[2], numbered(m[1])]],
        [`\\bq\\s?([1-4])[\\s/-]?(?:of\\s)?${year}\\b`, (m) => [m[2], "q" + m[1]]],
        [`\\b${year}[\\s/-]?q([1-4])\\b`, (m) => [m[1], "q" + m[2]]],
        [`\\b${year}-(0[1-9]|1[0-2])\\b`, (m) => [m[1], m[2]]],
        [`${year}\\s?年\\s?(\\d\\d?)\\s?月(?:\\s?(\\d\\d?)\\s?[日号])?`, (m) => [m[1], two(m[2]), m[3] && two(m[3])]],
        [`${year}\\s?年`, (m) => [m[1]]],
        [`\\b${year}\\s?(?:[-–/]|to)\\s?${year}\\b`, (m) => [m[1], "to", m[2]]],
        [`(?<![\\p{L}\\p{N}])${year}(?![\\p{L}\\p{N}]|[,.]\\d)`, (m) => [m[1]]],
      ];
      for (const [form, read] of forms)
        for (const m of text.matchAll(new RegExp(form, "giu"))) {
          const span = spanOf(read(m));
          if (span) add(m.index, m.index + m[0].length, { text: said(read(m)), type: "date", span });
        }
      for (const m of all)
        if (!units(m)) add(m.index, m.index + m[0].length, { text: m[2], type: "figure" });
      return found.sort((a, b) => a.start - b.start);
    }

    function said([year, month, day]) {
      if (!month) return year;
      if (month === "to") return `${year} to ${day}`;
      if (month[0] === "q") return `Q${month[1]} ${year}`;
      return `${day ? Number(day) + " " : ""}${K.MONTHS[Number(month) - 1] || ""} ${year}`;
    }

    // Chinese is cut into the names and phrases that are known, else into pairs.
    function cut(part) {
      if (/^[\x00-\x7f]*$/.test(part.text)) return [part];
      const parts = [];
      for (const run of part.text.match(new RegExp(`[${CJK}]+|[^${CJK}]+`, "gu")) || [])
        if (new RegExp(`[${CJK}]`).test(run)) parts.push(...chinese(run).map((text) => ({ text, type: "word" })));
        else parts.push({ text: run, type: "word" });
      return parts;
    }

    function chinese(run) {
      const known = (piece) => names.has(piece) || synonyms.has(piece) || STOP.has(piece);
      const pieces = [];
      for (let start = 0; start < run.length; ) {
        let end = Math.min(run.length, start + 10);
        while (end > start && !known(run.slice(start, end))) end -= 1;
        if (end === start) end = start + 1;
        if (end === start + 1 && words.has(run.slice(start, start + 2))) end = start + 2;
        pieces.push(run.slice(start, end));
        start = end;
      }
      const told = pieces.filter((word) => !STOP.has(word));
      const kept = told.length ? told : pieces;
      return kept.some((word) => word.length > 1 || known(word)) ? kept : [kept.join("")];
    }

    const bare = (word) => fold(word).replace(/^[?!.,;:'’"()[\]{}<>*]+|[?!.,;:'’"()[\]{}<>*]+$/g, "").replace(/['’]/g, "");

    const withPairs = (found) => {
      const pairs = found.filter((w) => w.length === 2 && /[^\x00-\x7f]/.test(w));
      return pairs.length && pairs[pairs.length - 1] === found[found.length - 1] ? pairs : found;
    };

    function expansionsOf(part) {
      const typed = tokens(part.text);
      if (part.type === "phrase") return [{ words: withPairs(typed), text: part.text, method: "phrase" }];
      if (part.type === "date") return [{ words: typed, text: part.text, method: "date" }];
      if (part.type === "figure") return [{ words: [typed[typed.length - 1]], text: part.text, method: "figure" }];
      const ways = [{ words: withPairs(typed), text: part.text, method: "word" }];
      if (/^[^\W\d_]+\d+$|^\d+[^\W\d_]+$/.test(part.text))
        ways.push({ words: part.text.match(/\d+|\D+/g).flatMap(tokens), text: part.text.match(/\d+|\D+/g).join(" "), method: "split" });
      return ways;
    }

    // Of a word of no record: what begins so.
    function fallbacks(word) {
      const plain = key(word);
      if (plain.length < 2 || plain.includes(" ")) return [];
      const root = plain.length > 4 ? plain.replace(/(?:ing|ed|e)$/, "") : plain;
      const longer = words.terms().filter((w) => w.startsWith(root) || w.startsWith(plain));
      return longer.length ? [{ any: longer.slice(0, 20), text: longer[0], method: "beginning" }] : [];
    }

    function lookUp(part, ways) {
      const found = new Map();
      let frequency = 0;
      for (const way of ways) {
        const hits = way.any ? words.any(way.any) : words.all(way.words);
        frequency = Math.max(frequency, hits.length);
        const best = hits.length ? hits[0][1] : 1;
        for (const [number, score] of hits) {
          const value = ((K.METHOD_QUALITY[way.method] ?? 1) * score) / best;
          const said = way.any ? way.any.some((word) => words.saidBy([word], number)) : words.saidBy(way.words, number);
          const before = found.get(number);
          if (!before || value > before.value) found.set(number, { value, method: way.method, said: said || Boolean(before && before.said) });
          else if (said) before.said = true;
        }
      }
      if (part.span)
        for (const record of RECORDS)
          if (record.earliest && record.latest >= part.span[0] && record.earliest <= part.span[1]) {
            const days = (a, b) => (Date.parse(b) - Date.parse(a)) / 864e5 + 1;
            const first = part.span[0] > record.earliest ? part.span[0] : record.earliest;
            const last = part.span[1] < record.latest ? part.span[1] : record.latest;
            const value = (days(first, last) / days(record.earliest, record.latest)) ;
            if (value > (found.get(record.number) || { value: 0 }).value) found.set(record.number, { value, method: "dated" });
          }
      const seen = frequency || found.size;
      const rarity = seen > 0 && seen < TOTAL ? Math.log(TOTAL / seen) : seen ? 0 : Math.log(TOTAL + 1);
      let weight = Math.max(K.MIN_WEIGHT, rarity) ** K.IDF_POWER;
      if (part.text.length === 1) weight *= K.SINGLE_CHARACTER;
      const partial = seen > 0 && ways.some((w) => w.method === "beginning");
      return {
        part, ways, weight, found, known: seen > 0,
        doubtful: (!seen || partial || Boolean(part.typed)) && part.text.length > 1,
      };
    }

    function termsOf(all) {
      const parts = informative(all);
      const meant = new Map();
      for (const [form, ranges] of ngrams(parts))
        for (const other of [form, form.endsWith("s") ? form.slice(0, -1) : form + "s"])
          for (const phrase of synonyms.get(other) || [])
            for (const range of ranges)
              for (const part of parts.slice(...range)) meant.set(part, (meant.get(part) || new Set()).add(phrase));
      return parts.map((part) => {
        const ways = expansionsOf(part);
        for (const phrase of meant.get(part) || [])
          ways.push({ words: withPairs(tokens(phrase)), text: phrase, method: "synonym" });
        const term = lookUp(part, ways);
        return term.known || part.type !== "word" ? term : lookUp(part, fallbacks(part.text));
      });
    }

    function informative(parts) {
      const kept = parts.filter((part) => part.type !== "word" || !STOP.has(bare(part.text)));
      return kept.length ? kept : parts;
    }

    function ngrams(parts) {
      const ranges = new Map();
      for (let start = 0; start < parts.length; start += 1)
        for (let end = start + 1; end <= Math.min(parts.length, start + 6); end += 1) {
          const text = parts.slice(start, end).map((part) => part.text).join(" ");
          for (const form of new Set([key(text), squeezed(text)]))
            if (form) ranges.set(form, [...(ranges.get(form) || []), [start, end]]);
        }
      return ranges;
    }

    function nameMatches(parts, terms) {
      const best = new Map();
      const add = (number, bonus, share, whole, fragment) => {
        if (!best.has(number) || bonus > best.get(number).bonus) best.set(number, { bonus, share, whole, fragment });
      };
      const told = terms.map((term) => term.part);
      const weights = new Map(terms.map((term) => [term.part, term.weight]));
      const total = terms.reduce((sum, term) => sum + term.weight, 0);
      const join = (some) => some.map((part) => part.text).join(" ");
      const whole = new Set([parts, told].flatMap((some) => [key(join(some)), squeezed(join(some))]));
      for (const some of [parts, told])
        for (const [form, ranges] of ngrams(some))
          for (const [number, rank, fragment] of names.get(form) || [])
            for (const range of ranges) {
              const share = some.slice(...range).reduce((sum, part) => sum + (weights.get(part) || 0), 0) / total;
              if (whole.has(form)) add(number, K.WHOLE_NAME[rank], 1, true, fragment);
              else add(number, K.NAME_PART * share, share, false);
            }
      if (told.length > 1 && told.length <= 3)
        for (const order of permutations(told))
          for (const [number, rank, fragment] of names.get(key(join(order))) || []) add(number, K.WHOLE_NAME[rank], 1, true, fragment);
      const text = parts.some((part) => part.type === "word") ? key(join(parts)) : "";
      if (text.length > 1)
        for (const name of longerNames(text).slice(0, 30))
          for (const [number] of names.get(name)) add(number, (K.NAME_PREFIX * text.length) / name.length, 1, false);
      const phrases = new Map();
      for (const term of terms)
        for (const way of term.ways)
          if (way.method === "synonym") {
            const form = key(way.text);
            phrases.set(form, (phrases.get(form) || new Set()).add(term));
          }
      for (const [form, some] of phrases)
        for (const [number, rank] of names.get(form) || []) {
          const share = ([...some].reduce((sum, term) => sum + term.weight, 0) / total);
          add(number, K.NAME_SYNONYM * share, share, false);
        }
      return best;
    }

    // The names that begin so, in the order of the alphabet.
    let ordered = null;
    function longerNames(text) {
      ordered = ordered || [...names.keys()].sort();
      let low = 0;
      for (let high = ordered.length; low < high; ) {
        const middle = (low + high) >> 1;
        if (ordered[middle] <= text) low = middle + 1;
        else high = middle;
      }
      let end = low;
      while (end < ordered.length && ordered[end].startsWith(text)) end += 1;
      return ordered.slice(low, end);
    }

    function rank(parts, terms) {
      const found = nameMatches(parts, terms);
      const total = terms.reduce((sum, term) => sum + term.weight, 0);
      const doubtful = terms.length > 1 && terms.some((term) => term.doubtful);
      const patterns = terms.map(patternOf);
      const questions = new Set(parts.flatMap((part) => K.QUESTION_WORDS[fold(part.text).replace(/\?+$/, "")] || []).concat(parts.flatMap((part) => K.QUESTION_WORDS[part.type] || [])));
      const least = doubtful ? K.MIN_COVERAGE : K.MIN_COVERAGE_KNOWN;
      const candidates = new Set([...found.keys(), ...terms.flatMap((term) => [...term.found.keys()])]);
      const likely = [];
      for (const number of candidates) {
        let covered = 0, value = 0, dated = 0, said = 0;
        for (const term of terms) {
          const hit = term.found.get(number);
          if (!hit) continue;
          covered += term.weight;
          value += term.weight * hit.value;
          if (hit.said) said += term.weight;
          if (hit.method === "dated") dated += hit.value;
        }
        const name = found.get(number);
        const text = (K.TEXT * covered * value) / total ** 2;
        covered /= total;
        if (covered >= least || (name && name.share >= K.MIN_NAME_SHARE))
          likely.push({ record: RECORDS[number], covered, said: said / total, text, dated, name, first: text + (name ? name.bonus : 0) });
      }
      likely.sort((a, b) => b.first - a.first || a.record.number - b.record.number);
      const hits = [];
      let answered = false;
      for (const one of likely.slice(0, K.MAX_SCORED)) {
        const { record, name } = one;
        if (record.page && terms.every((term) => !term.found.has(record.number) || term.found.get(record.number).method === "beginning")) continue;
        const title = Math.max(0, ...record.titles.map((t) => titleMatch(t, terms, patterns, total)));
        const fit = Math.max(0, ...record.asked.map((t) => phraseMatch(t, terms, patterns)));
        const shown = Math.max(K.TITLE * title, K.ASKED * fit + (fit >= K.NEARLY_ALL ? K.WHOLE_ASKED : 0));
        if (!name && !(shown && !record.page) && one.covered < K.MIN_COVERAGE_IN_PLACE) continue;
        let score = one.text + shown;
        score += K.DATE_BONUS * one.dated;
        if (name) score += name.bonus;
        const quoted = terms.some((term) => term.part.type === "phrase" && term.found.has(record.number));
        answered = answered || !doubtful || quoted || (name && name.share >= K.MIN_NAME_SHARE_IN_DOUBT) || one.covered >= IN_DOUBT;
        // The program reads whether one statement has the words; here it counts if any have them.
        score += K.STATEMENT * one.said ** 2 * (terms.length > 1 ? SCATTERED : 1);
        score += (K.KIND_BONUS[record.kind] || 0) + (questions.has(record.kind) ? K.ANSWER_BONUS : 0);
        if (record.page) score *= K.WEB_PAGE_FACTOR;
        hits.push({ record, score, fragment: (name && name.fragment) || "", named: Boolean(name && (name.whole || name.share >= 0.5)) });
      }
      return answered ? hits.sort((a, b) => b.score - a.score || a.record.number - b.record.number) : [];
    }

    // Which terms a text has, and how many of its informative words they are.
    function matchOf(text, terms, patterns, unsaid) {
      const spans = new Set();
      const found = [];
      let matched = 0;
      terms.forEach((term, n) => {
        if (!patterns[n]) return;
        const all = [...text.matchAll(patterns[n])];
        if (!all.length) return;
        found.push(term);
        for (const m of all) {
          const span = m.index + "-" + m[0].length;
          if (!spans.has(span)) matched += m[0].split(/\s+/).length;
          spans.add(span);
        }
      });
      if (!found.length) return { found, share: 0 };
      const count = text.split(/[^a-z0-9\u0100-\uffff]+/).filter((word) => word && !STOP.has(word) && !unsaid.has(word)).length || 1;
      return { found, share: Math.min(1, matched / count) };
    }

    const weightOf = (some) => some.reduce((sum, term) => sum + term.weight, 0);

    function titleMatch(title, terms, patterns, total) {
      const { found, share } = matchOf(title, terms, patterns, NONE);
      return found.length ? (weightOf(found) / total) * Math.sqrt(share) : 0;
    }

    // A phrase that people type.
    function phraseMatch(phrase, terms, patterns) {
      const telling = terms.filter((term) => !COMMON.has(fold(term.part.text)));
      const { found, share } = matchOf(phrase, terms, patterns, COMMON);
      const weight = weightOf(found.filter((term) => telling.includes(term)));
      return weight ? (weight / weightOf(telling)) * share : 0;
    }

    function search(text, limit) {
      const parts = parse(text);
      if (!parts.length) {
        const listed = parts.kinds.length + parts.themes.length ? filtered(RECORDS.map((record) => ({ record, score: 0 })), parts) : [];
        return { hits: listed.slice(0, limit || 10), corrected: "", total: listed.length };
      }
      const kept = (found) => filtered(found, parts);
      let terms = termsOf(parts);
      let hits = kept(rank(parts, terms));
      let corrected = "";
      const unknown = terms.filter((term) => !term.known && term.part.type === "word");
      const best = unknown.length && meantBy(parts, unknown, kept);
      if (best) {
        hits = best.hits;
        corrected = best.parts.map((part) => part.text).join(" ");
      }
      return { hits: hits.slice(0, limit || 10), corrected, total: hits.length };
    }

    function filtered(hits, { kinds, themes, without }) {
      const out = new Set(without.flatMap((term) => words.all([term]).map(([number]) => number)));
      return hits.filter(({ record }) => (!kinds.length || kinds.includes(record.kind)) && themes.every((theme) => record.themes.includes(theme)) && !out.has(record.number));
    }

    // The likeliest words of the library for those that are misspelt, tried together.
    function meantBy(parts, unknown, kept) {
      const guesses = unknown.map(({ part }) => [part, guess(part.text)]).filter(([, some]) => some.length);
      if (!guesses.length) return null;
      let ways = [new Map()];
      for (const [part, some] of guesses)
        ways = ways.flatMap((way) => some.map((word) => new Map(way).set(part, word))).slice(0, 27);
      let best = null;
      for (const way of ways) {
        const meant = parts.map((part) => way.has(part) ? { text: way.get(part).word, type: "word", typed: part.text } : part);
        const found = termsOf(meant);
        const hits = kept(rank(meant, found));
        if (!hits.length || ![...way.values()].every((g) => g.sure || hits[0].named)) continue;
        const alike = [...way.values()].reduce((sum, g) => sum + g.alike, 0) / way.size;
        const value = hits[0].score * alike ** 2;
        if (!best || value > best.value) best = { value, hits, parts: meant };
      }
      return best;
    }

    // Every word of a title or a name, and in how many it stands.
    let spoken = null;
    function spokenWords() {
      if (spoken) return spoken;
      spoken = new Map();
      for (const name of names.keys())
        for (const word of name.split(" ")) if (/^[a-z]{3,}$/.test(word)) spoken.set(word, (spoken.get(word) || 0) + 1);
      for (const record of RECORDS)
        for (const title of [...record.titles, ...record.asked])
          for (const word of title.match(/[a-z]{3,}/g) || []) spoken.set(word, (spoken.get(word) || 0) + 1);
      return spoken;
    }

    // Words that a misspelt one may have been; `sure`: also where no name speaks for it.
    function guess(word) {
      const plain = bare(word).replace(/-/g, "");
      if (plain.length < 3 || !/^[a-z]+$/.test(plain)) return [];
      const allowed = plain.length < 6 ? 1 : plain.length < 9 ? 2 : 3;
      const letters = lettersOf(plain);
      const found = [];
      for (const [other, count] of spokenWords()) {
        if (Math.abs(other.length - plain.length) > allowed || apart(letters, lettersOf(other)) > 2 * allowed) continue;
        const wrong = distance(plain, other, allowed);
        if (wrong > allowed || !wrong) continue;
        const alike = 1 - wrong / Math.max(other.length, plain.length) + (other[0] === plain[0] ? 0.1 : 0);
        if (alike >= 0.66) found.push({ word: other, alike, count, sure: vowelsOnly(plain, other) || (plain.length > 6 && wrong === 1) });
      }
      return found.sort((a, b) => b.alike - a.alike || b.count - a.count).slice(0, 3);
    }

    return { search, tokens, total: TOTAL };
  }

  // Whether two words differ by vowels, a doubled letter or an exchange alone.
  function vowelsOnly(a, b) {
    const plain = (word) => word.replace(/[aeiouy]/g, "").replace(/(.)\1/g, "$1");
    const sorted = (word) => Array.from(word).sort().join("");
    return plain(a) === plain(b) || sorted(a) === sorted(b);
  }

  // Which letters a word has, a bit each; one mistake changes two of them at most.
  const bits = new Map();
  function lettersOf(word) {
    let found = bits.get(word);
    if (found === undefined) {
      found = 0;
      for (let n = 0; n < word.length; n += 1) found |= 1 << (word.charCodeAt(n) - 97);
      bits.set(word, found);
    }
    return found;
  }
  function apart(a, b) {
    let count = 0;
    for (let rest = a ^ b; rest; rest &= rest - 1) count += 1;
    return count;
  }

  function distance(a, b, most) {
    let before = [], last = Array.from({ length: b.length + 1 }, (_, n) => n);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const change = last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1);
        row[j] = Math.min(change, last[j] + 1, row[j - 1] + 1);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return most + 1;
      before = last;
      last = row;
    }
    return last[b.length];
  }

  const stems = new Map(); // what was found before
  function stem(word, K) {
    let found = stems.get(word);
    if (found === undefined) stems.set(word, (found = word.replace(K.STEM, "$1")));
    return found;
  }

  // `63.6`, 9 gives `_63600000000`: the size of a number without its notation.
  function size(digits, power) {
    const [whole, fraction] = digits.split(".");
    const padded = (fraction || "").replace(/0+$/, "").padEnd(power, "0");
    const rest = padded.slice(power);
    return "_" + ((whole + padded.slice(0, power)).replace(/^0+/, "") || "0") + (rest ? "_" + rest : "");
  }

  const normal = (text) => fold(text.replace(/[’‘]/g, "'").replace(/[–—]/g, "-").replace(/×/g, "x"));

  function patternOf(term) {
    const forms = [];
    for (const way of term.ways.slice(0, 12)) {
      if (way.any) forms.push(...way.any.map((word) => `(?<![a-z0-9])${escaped(word)}`));
      else if (["figure", "number", "rough"].includes(way.method)) {
        const number = way.text.match(/\d[\d,]*(?:\.\d+)?/);
        if (number) {
          const [whole, fraction] = number[0].replace(/,/g, "").split(".");
          const spaced = Array.from(whole).map((d, n) => d + ((whole.length - n) % 3 === 1 && whole.length - n > 1 ? ",?" : "")).join("");
          forms.push(`(?<![\\d.,])${spaced}${fraction ? "\\." + fraction : ""}(?!\\d|[.,]\\d)`);
        } else forms.push(escaped(fold(way.text)));
      } else {
        const words = fold(way.text).match(/[\p{L}\p{N}]+/gu) || [];
        if (words.length) forms.push("(?<![a-z0-9])" + words.map(stemPattern).join("[^a-z0-9]+(?:[a-z0-9]{1,2}[^a-z0-9]+)?"));
      }
    }
    // Chinese has no blanks between its words
    const joined = Array.from(new Set(forms)).map((form) => /[\u3400-\u9fff]/.test(form) ? form.replace("(?<![a-z0-9])", "") : form);
    return joined.length ? new RegExp(joined.join("|"), "g") : null;
  }

  function stemPattern(word) {
    if (!/^[a-z]+$/.test(word)) return escaped(word);
    if (word.length < 5) return `${word}(?:s|es|ed|d)?(?![a-z0-9])`;
    return word.slice(0, Math.max(4, word.length - 3)) + "[a-z0-9]*";
  }

  // The first and last day of [year, month, day], [year, "q1"] or [year, "to", year].
  function spanOf([year, month, day]) {
    if (!month) return [`${year}-01-01`, `${year}-12-31`];
    if (month === "to") return year <= day ? [`${year}-01-01`, `${day}-12-31`] : null;
    const days = (m) => new Date(Date.UTC(Number(year), m, 0)).getUTCDate();
    const two = (n) => String(n).padStart(2, "0");
    if (month[0] === "q") {
      const last = Number(month[1]) * 3;
      return [`${year}-${two(last - 2)}-01`, `${year}-${two(last)}-${days(last)}`];
    }
    const m = Number(month);
    if (m < 1 || m > 12 || (day && (Number(day) < 1 || Number(day) > days(m)))) return null;
    return day ? [`${year}-${two(m)}-${two(day)}`, `${year}-${two(m)}-${two(day)}`] : [`${year}-${two(m)}-01`, `${year}-${two(m)}-${days(m)}`];
  }

  function permutations(some) {
    if (some.length < 2) return [some];
    return some.flatMap((one, n) => permutations([...some.slice(0, n), ...some.slice(n + 1)]).map((rest) => [one, ...rest]));
  }

  // Postings of a term, read when it is asked for: BM25 over weighted fields, as SQLite counts it.
  function wordIndex(index, tokensOf) {
    const places = new Map(index.terms.map((line, n) => [line.slice(0, line.indexOf(" ")), n]));
    const lengths = index.lengths.slice();
    const asked = new Map(); // term -> record -> how often people type it for the record
    index.asked.forEach((phrases, number) => {
      for (const phrase of phrases)
        for (const term of tokensOf(phrase)) {
          let counts = asked.get(term);
          if (!counts) asked.set(term, (counts = new Map()));
          counts.set(number, (counts.get(number) || 0) + 1);
          lengths[number] += 1;
        }
    });
    const average = lengths.reduce((sum, length) => sum + length, 0) / lengths.length || 1;
    const read = new Map();
    let known = null;
    const inStatements = new Map(); // term -> the records that say it, not only are called so
    const decode = (term) => {
      const frequencies = new Map();
      const said = new Set();
      inStatements.set(term, said);
      for (const [number, count] of asked.get(term) || []) frequencies.set(number, count * index.askedBoost);
      const place = places.get(term);
      if (place === undefined) return frequencies;
      const lists = index.terms[place].slice(term.length + 1).split("|");
      lists.forEach((list, field) => {
        let number = 0;
        for (const one of list ? list.split(",") : []) {
          const star = one.indexOf("*");
          number += Number(star < 0 ? one : one.slice(0, star));
          const count = star < 0 ? 1 : Number(one.slice(star + 1));
          frequencies.set(number, (frequencies.get(number) || 0) + count * index.boost[field]);
          if (field > 1) said.add(number);
        }
      });
      return frequencies;
    };
    const of = (term) => {
      if (!read.has(term)) {
        const scores = decode(term);
        const idf = Math.max(1e-6, Math.log((lengths.length - scores.size + 0.5) / (scores.size + 0.5)));
        for (const [number, tf] of scores)
          scores.set(number, (idf * tf * 2.2) / (tf + 1.2 * (0.25 + (0.75 * lengths[number]) / average)));
        read.set(term, scores);
      }
      return read.get(term);
    };
    const ranked = (scores) => [...scores].sort((x, y) => y[1] - x[1]);
    return {
      has: (term) => places.has(term) || asked.has(term),
      saidBy: (terms, number) => terms.every((term) => inStatements.get(term)?.has(number)),
      terms: () => (known = known || [...new Set([...places.keys(), ...asked.keys()])]),
      all(terms) {
        const [first, ...others] = [...new Set(terms)].map(of).sort((x, y) => x.size - y.size);
        const scores = new Map();
        for (const [number, score] of first || [])
          if (others.every((other) => other.has(number)))
            scores.set(number, others.reduce((sum, other) => sum + other.get(number), score));
        return ranked(scores);
      },
      any(terms) {
        const scores = new Map();
        for (const term of terms)
          for (const [number, score] of of(term)) scores.set(number, (scores.get(number) || 0) + score);
        return ranked(scores);
      },
    };
  }

  // Names in both their forms, with the records they lead to: form -> [[record, rank, fragment]].
  function nameTable(index, records) {
    const names = new Map();
    const add = (form, number, rank, fragment) => {
      const found = names.get(form);
      if (!found) names.set(form, [[number, rank, fragment]]);
      else {
        const known = found.find(([n]) => n === number);
        if (!known) found.push([number, rank, fragment]);
        else if (rank < known[1]) known.splice(1, 2, rank, fragment);
      }
    };
    const both = (name, number, rank, fragment) => {
      add(name, number, rank, fragment);
      if (name.includes(" ")) add(name.replaceAll(" ", ""), number, rank, fragment);
    };
    for (const record of records) {
      const slug = record.id.slice(record.id.indexOf("/") + 1).replaceAll("-", " ");
      both(slug, record.number, 0);
      both(`${record.kind} ${slug}`, record.number, 0);
      for (const title of [record.title, record.zh]) if (title) both(key(title), record.number, 1);
    }
    for (const [name, number, rank, fragment] of index.names) both(name, number, rank, fragment);
    return names;
  }

  function synonymTable(index) {
    const table = new Map();
    for (const [phrase, typed] of Object.entries(index.synonyms))
      for (const name of typed)
        for (const form of new Set([name, name.replace(/ /g, "")])) table.set(form, [...(table.get(form) || []), phrase]);
    return table;
  }

  window.siteSearch = { open };
})();
