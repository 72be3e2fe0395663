internal import Foundation

/// Numbers as people read them, the same in every locale.
enum Wording {
  /// `50,000`.
  static func count(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    var text = number < 0 ? "-" : ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
      text.append(digit)
    }
    return text
  }

  /// `0.4 s`, `41 s`, `3 min 20 s`, `2 h 5 min`.
  static func seconds(_ seconds: Double) -> String {
    if seconds < 9.95 { return String(format: "%.1f s", seconds) }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
    return "\(whole / 3600) h \(whole % 3600 / 60) min"
  }

  /// `512 B`, `1.3 GB`: decimal, as disks are sold.
  static func bytes(_ number: Int) -> String {
    var (value, unit) = (Double(number), 0)
    let units = ["B", "kB", "MB", "GB", "TB", "PB"]
    while value >= 1000, unit < units.count - 1 { (value, unit) = (value / 1000, unit + 1) }
    return unit == 0 ? "\(number) B" : String(format: value < 9.95 ? "%.1f" : "%.0f", value) + " " + units[unit]
  }

  /// `1 row`, `2 rows`.
  static func counted(_ number: Int, _ noun: String) -> String { "\(count(number)) \(noun)\(number == 1 ? "" : "s")" }

  /// Columns side by side, the first row as heading; `right` columns are numbers.
  static func table(_ rows: [[String]], right: Set<Int> = []) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in rows.map { $0.count > column ? $0[column].count : 0 }.max() ?? 0 }
    return rows.map { row in
      var line = ""
      for (column, cell) in row.enumerated() {
        let blanks = String(repeating: " ", count: widths[column] - cell.count)
        line += right.contains(column) ? blanks + cell : cell + blanks
        line += "  "
      }
      while line.last == " " { line.removeLast() }
      return line + "\n"
    }.joined()
  }
}
