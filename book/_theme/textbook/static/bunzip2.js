// bzip2で縮めたデータを元に戻す。
// ブラウザが自分で戻せる形式より、日本語の文章がよく縮むので、検索の索引に使う。
(function () {
  "use strict";
  var END_OF_STREAM = 0x177245385090;
  var BLOCK_UNIT = 100000;
  var LONGEST_CODE = 20;
  var GROUP = 50;

  function BitReader(bytes) {
    var position = 0;
    var buffer = 0;
    var left = 0;

    this.bit = function () {
      if (!left) {
        buffer = bytes[position++];
        left = 8;
      }
      left -= 1;
      return (buffer >> left) & 1;
    };

    this.bits = function (count) {
      var value = 0;
      // 48ビットの印も読むので、ビット演算ではなく掛け算で並べる。
      for (; count > 0; count--) value = value * 2 + this.bit();
      return value;
    };

    this.unary = function () {
      var count = 0;
      while (this.bit()) count += 1;
      return count;
    };
  }

  // ブロックに現れるバイト。16個ずつの組に分けて記されている。
  function readSymbols(reader) {
    var used = [];
    var rows = reader.bits(16);
    for (var row = 0; row < 16; row++) {
      if (!((rows >> (15 - row)) & 1)) continue;
      var columns = reader.bits(16);
      for (var column = 0; column < 16; column++) {
        if ((columns >> (15 - column)) & 1) used.push(row * 16 + column);
      }
    }
    return used;
  }

  function moveToFront(list, i) {
    var value = list[i];
    list.copyWithin(1, 0, i);
    list[0] = value;
    return value;
  }

  function readSelectors(reader, tables) {
    var order = Uint8Array.from(Array(tables).keys());
    return Array.from({ length: reader.bits(15) }, function () {
      return moveToFront(order, reader.unary());
    });
  }

  // ハフマン符号の表。符号の長さごとに、最初の符号と、それが指す位置と、個数をもつ。
  function readTable(reader, size) {
    var length = reader.bits(5);
    var lengths = [];
    for (var symbol = 0; symbol < size; symbol++) {
      while (reader.bit()) length += reader.bit() ? -1 : 1;
      lengths.push(length);
    }
    var table = { symbols: [], first: [], offset: [], count: [] };
    var code = 0;
    for (var bits = 1; bits <= LONGEST_CODE; bits++) {
      table.first[bits] = code;
      table.offset[bits] = table.symbols.length;
      for (symbol = 0; symbol < size; symbol++) {
        if (lengths[symbol] === bits) table.symbols.push(symbol);
      }
      table.count[bits] = table.symbols.length - table.offset[bits];
      code = (code + table.count[bits]) * 2;
    }
    return table;
  }

  function readSymbol(reader, table) {
    var code = 0;
    for (var bits = 1; bits <= LONGEST_CODE; bits++) {
      code = code * 2 + reader.bit();
      var i = code - table.first[bits];
      if (i < table.count[bits]) return table.symbols[table.offset[bits] + i];
    }
    throw new Error("bzip2のデータが壊れています。");
  }

  // ハフマン符号、同じバイトの連続、先頭への移動を順に戻す。
  function readSorted(reader, limit) {
    var list = Uint8Array.from(readSymbols(reader));
    var end = list.length + 1;
    var tables = reader.bits(3);
    var selectors = readSelectors(reader, tables);
    tables = Array.from({ length: tables }, function () {
      return readTable(reader, end + 1);
    });
    var sorted = new Uint8Array(limit);
    var length = 0;
    var run = 0;
    var weight = 1;
    for (var count = 0; ; count++) {
      var symbol = readSymbol(reader, tables[selectors[Math.floor(count / GROUP)]]);
      if (symbol < 2) {
        run += weight << symbol;
        weight *= 2;
        continue;
      }
      sorted.fill(list[0], length, length + run);
      length += run;
      run = 0;
      weight = 1;
      if (symbol === end) return sorted.subarray(0, length);
      sorted[length++] = moveToFront(list, symbol - 1);
    }
  }

  // バローズ・ホイーラー変換を戻す。
  function unsort(sorted, origin) {
    var starts = new Uint32Array(257);
    sorted.forEach(function (byte) {
      starts[byte + 1] += 1;
    });
    for (var byte = 1; byte < 257; byte++) starts[byte] += starts[byte - 1];
    var next = new Uint32Array(sorted.length);
    sorted.forEach(function (value, i) {
      next[starts[value]++] = i;
    });
    var at = origin;
    return sorted.map(function () {
      at = next[at];
      return sorted[at];
    });
  }

  // 同じバイトが4つ続いたあとの1バイトは、さらに続く数を表す。
  function expandRuns(bytes, output) {
    var same = 0;
    bytes.forEach(function (byte, i) {
      if (same === 4) {
        for (var n = 0; n < byte; n++) output.push(bytes[i - 1]);
        same = 0;
        return;
      }
      same = same && byte === bytes[i - 1] ? same + 1 : 1;
      output.push(byte);
    });
  }

  window.bunzip2 = function (bytes) {
    var reader = new BitReader(bytes);
    var output = [];
    reader.bits(24);
    var limit = BLOCK_UNIT * (reader.bits(8) - 48);
    while (reader.bits(48) !== END_OF_STREAM) {
      // 検査の値と、使われなくなった印は読み飛ばす。
      reader.bits(33);
      var origin = reader.bits(24);
      expandRuns(unsort(readSorted(reader, limit), origin), output);
    }
    return Uint8Array.from(output);
  };
})();
