-- The digest of every file that a batch or a follow-up was made from, each once.
select file_sha256
from batches
where file_sha256 != ''
union
select file_sha256
from follow_up_files
where file_sha256 != ''
order by file_sha256
