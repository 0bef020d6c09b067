# What R's own parser makes of texts: `Rscript r_structure.R DIRECTORY` reads N.R for N = 1, 2, …, and prints for each a line
# `# N ok` or `# N error`, then one line for each call of a name, function and branch: kind, first and last offset, name.
options(keep.source = TRUE, encoding = "UTF-8")
directory <- commandArgs(TRUE)[1]
n <- 0
while (file.exists(path <- file.path(directory, sprintf("%d.R", n <- n + 1)))) {
  text <- readChar(path, file.info(path)$size, useBytes = TRUE)
  parsed <- tryCatch(parse(text = text, keep.source = TRUE), error = function(e) NULL)
  cat("#", n, if (is.null(parsed)) "error" else "ok", "\n")
  if (is.null(parsed) || is.null(data <- getParseData(parsed))) next
  starts <- c(0, cumsum(nchar(strsplit(text, "\n", fixed = TRUE)[[1]], "bytes") + 1))
  from <- starts[data$line1] + data$col1 - 1
  to <- starts[data$line2] + data$col2
  place <- match(data$parent, data$id)
  tell <- function(kind, at, name) cat(kind, from[at], to[at], name, "\n")
  for (i in which(data$token == "SYMBOL_FUNCTION_CALL")) {
    # The name stands in an expression of its own, which stands in the call.
    call <- place[place[i]]
    if (!is.na(call)) tell("call", call, data$text[i])
  }
  for (i in which(data$token == "FUNCTION" | data$token == "'\\\\'")) tell("function", place[i], "")
  for (i in which(data$token == "IF")) tell("if", place[i], "")
}
