# 日本語

## The groups of the index.
now = 開催中
coming = 今後の開催
past = { $events ->
     [mixed] 過去のイベント
    *[workshops] 過去のワークショップ
}
recorded = { $events ->
     [mixed] 録画のあるイベント
    *[workshops] 録画のあるワークショップ
}
self_paced = 自分のペースで
decks = スライド
no_deck = スライドはまだありません。
all_past = { $events ->
     [mixed] 過去のイベント一覧
    *[workshops] 過去のワークショップ一覧
}
more_past = { $events ->
     [mixed] 過去のイベント一覧（ほか{ $count }件）
    *[workshops] 過去のワークショップ一覧（ほか{ $count }件）
}
workshops = { $events ->
     [mixed] イベント
    *[workshops] ワークショップ
}
all_events = { $events ->
     [mixed] すべてのイベント
    *[workshops] すべてのワークショップ
}

## When.
scheduled = 開催予定：
delivered = 開催済み：
running = 開催中：

## Links.
register = 申し込む
slides = スライド
video = 動画
chat = チャット
calendar = カレンダーに追加
calendar_all = カレンダー
feed = フィード
website = ウェブサイト
skip = 本文へ移動

## The status of an event.
cancelled = 中止
moved = 変更
sold_out = 満席
cancelled_long = { $kind ->
     [talk] この講演
     [webinar] このウェビナー
     [course] この講座
    *[workshop] このワークショップ
}は中止になりました。
moved_long = { $kind ->
     [talk] この講演
     [webinar] このウェビナー
     [course] この講座
    *[workshop] このワークショップ
}は日程または会場が変更されました。
sold_out_long = { $kind ->
     [talk] この講演
     [webinar] このウェビナー
     [course] この講座
    *[workshop] このワークショップ
}は満席です。
over = { $kind ->
     [talk] この講演
     [webinar] このウェビナー
     [course] この講座
    *[workshop] このワークショップ
}は終了しました。
happening = { $kind ->
     [talk] この講演
     [webinar] このウェビナー
     [course] この講座
    *[workshop] このワークショップ
}は開催中です。
newer = 新しい資料：

## The filter.
filter = 絞り込み
language_name = 言語
year = 年
speaker = 講師
country = 国
place = 場所
all = すべて
reset = すべて表示
shown = { $events ->
     [mixed] 表示中のイベント：{ $shown }／{ $total }
    *[workshops] 表示中のワークショップ：{ $shown }／{ $total }
}

## An event.
date = 日程
time = 時間
your_time = お使いのタイムゾーンでは { $hours }
held_by = イベント
online = オンライン
level = レベル
beginner = 初級
intermediate = 中級
advanced = 上級
about = { $kind ->
     [talk] 講演
     [webinar] ウェビナー
     [course] 講座
    *[workshop] ワークショップ
}について
requirements = 必要なもの
agenda = スケジュール
approximate = 各項目の時刻は目安です。
speakers = 講師
material = 資料
facts = 概要
on_phone = このページをスマートフォンで開く
day = { $number }日目
morning = 午前
afternoon = 午後
evening = 夜
pause = 休憩
lunch = 昼休み
continued = { $title }（続き）
part = パート{ $number }
nth = { $number }／{ $total }
minutes = { $minutes }分
hours = { $hours }時間
hours_minutes = { $hours }時間{ $minutes }分
slides_count = スライド{ $count }枚

## What an event offers.
kind = 種類
workshop = ワークショップ
talk = 講演
webinar = ウェビナー
course = 講座
price = 料金
free = 無料
until = { $date }まで
seats = 定員
organizer = 主催
map = 地図
join = オンラインで参加
audience = 対象者
moved_from = 日程が変わりました。以前の日程：{ $dates }。
moved_event = 代わりにこちらで開催します：
other_languages = 他の言語
series = シリーズ
series_list = シリーズ
whole_series = シリーズ全体
track = トラック

## A speaker, a deck.
upcoming = { $events ->
     [mixed] 今後のイベント
    *[workshops] 今後のワークショップ
}
taught_at = 開催
about_deck = このスライドについて
open_slides = スライドを開く
transcript = テキスト
author = 作成者
authors = 作成者
topics = トピック
length = 分量
downloads = ダウンロード
share = 共有
link = リンク
embed = スライドの埋め込みコード
more_by_author = この作成者の他のスライド
more_by_authors = これらの作成者の他のスライド
more_on_topics = 同じトピックの他のスライド
notes = ノート
copy = コピー
copied = コピーしました
chapters = 章
used_in = この章を含むスライド
previous_chapter = 前の章
next_chapter = 次の章
no_chapter = 章「{ $name }」はありません。

## Missing and moved pages.
lost = ページが見つかりません
lost_long = ページが移動したか、リンクが間違っている可能性があります。
did_you_mean = お探しのページ
see_all = { $site } のトップページへ
has_moved = このページは移動しました

## Where those who follow a presentation wait for it.
follow_title = プレゼンテーションを追う
follow_wait = スライドが表示されると、このページも一緒に進みます。
nothing_shared = このアドレスで共有されているものはありません。

## The search over the whole site.
search = 検索
search_hint = スライド・イベントを検索
search_without = 検索にはJavaScriptが必要です。トップページにすべてのスライドとイベントがあります。
search_failed = 検索を読み込めませんでした
ui_site_search_decks = スライド一式
ui_site_search_chapters = 章
ui_site_search_events = イベント
ui_site_search_people = 講師
ui_site_search_slides = スライド
ui_site_search_found = 検索結果：{ $n }件
ui_site_search_none = 「{ $query }」に一致するものはありません
ui_site_search_some = すべての語を含む結果はありません。一部の語を含む結果を表示しています。
ui_site_search_instead = 「{ $word }」の結果を表示しています
ui_site_search_also = ほかの{ $n }件の資料にもあります
ui_site_search_more = さらに表示
ui_site_search_all = すべての結果を表示
ui_site_search_lab = 演習
ui_site_search_failed = 検索を読み込めませんでした
ui_site_search_slide = スライド{ $n }
ui_site_search_everywhere = すべての資料を検索

## Slides that are made from the titles of sections.
previous_part = 前のパート
next_part = 次のパート
previous_section = 前のセクション
next_section = 次のセクション
back_to_contents = 目次に戻る
contents = 目次
chapter = 第{ $number }章
module = モジュール{ $number }

## Words that the style sheets show, on slides.
theme_lab = 演習
theme_warning = 注意
theme_extra = 詳細
theme_belt = 黒帯
theme_notes = ノート

## Decks: the menu and the panels.
ui_menu = メニュー
ui_steps = ステップ
ui_overview = 一覧
ui_search = 移動・検索
ui_contents = 目次
ui_copy_link = リンクをコピー
ui_help = メニューとキー
ui_close = 閉じる
ui_zoom = 拡大表示
ui_zoom_in = 大きく
ui_zoom_out = 小さく
ui_zoom_next = このスライドの次
ui_part = パート{ $n }
ui_slide = スライド{ $n }
ui_hint = 番号、タイトル、または単語
ui_results = 検索結果
ui_found = { $n }件
ui_found_none = 見つかりません
ui_found_more = { $n }件（最初の{ $most }件を表示）
ui_previous = 前のステップ
ui_next = 次のステップ
ui_open_window = ウィンドウで開く
ui_letters = 一文字のショートカット
ui_without = オフにすると、文字・数字・記号は入力しても音声入力しても何も起こりません。矢印、スペース、ページ ↑ ↓、先頭、末尾、Esc は引き続き使えます。
ui_moving = 移動
ui_showing = 表示
ui_presenting = 発表
ui_reading = 閲覧
ui_next_step = 次のステップ
ui_previous_step = 前のステップ
ui_first_slide = 最初のスライド
ui_last_slide = 最後のスライド
ui_slide_number = スライド12
ui_key_space = スペース
ui_key_shift = ⇧
ui_key_page = ページ
ui_key_home = 先頭
ui_key_end = 末尾
ui_key_enter = ↵

## Decks: notices, and what screen readers announce.
ui_copied = コピーしました
ui_not_copied = コピーできませんでした
ui_announce = スライド{ $number }／{ $total }：{ $text }

## Decks: presenter view.
ui_presenter = 発表者
ui_split = スライドの大きさ
ui_split_next = プレビューの大きさ
ui_strip = 前後のスライド
ui_notes = ノート
ui_no_notes = ノートなし
ui_smaller = 小さく
ui_larger = 大きく
ui_start = 開始
ui_pause = 一時停止
ui_reset = リセット
ui_coming_step = 次のステップ
ui_coming_slide = 次のスライド
ui_coming_end = 終わり
ui_on_time = 予定どおり
ui_behind = { $n }分遅れ
ui_ahead = { $n }分早い
ui_ends = 終了予定 { $time }
ui_section_left = このセクションは残り { $n } 分
ui_section_of = セクション{ $n }／{ $of }：{ $title }
ui_part_of = パート{ $n }／{ $of }
ui_black = 聴衆には黒い画面が見えています
ui_refused = ブラウザーが拒否しました
ui_cloned = 新しいウィンドウをプロジェクターに移動し、ここで p を押してください
ui_blocked = 新しいウィンドウがブロックされました

## Decks: what keys do, in the menu.
ui_do_presenter = 発表者ビュー
ui_do_window = 追従する2つ目のウィンドウ
ui_do_black = 黒い画面
ui_do_notes = ノート
ui_do_timer = タイマーをやり直す
ui_do_full = 全画面
ui_do_mirror = 左右反転
ui_do_read = ページとして読む・発表する
ui_do_colours = 明るい・暗い・システムに合わせる
ui_do_numbers = 行番号
ui_do_larger = コードを大きく
ui_do_smaller = コードを小さく
ui_do_zoom = 画像やコードを拡大
ui_do_pen = 描く（⇧：太く、Esc：終了）
ui_do_laser = レーザーポインター

## Decks: colours, links, code, labs; those who follow a presentation.
ui_colours_system = 配色：システム
ui_colours_light = 配色：明るい
ui_colours_dark = 配色：暗い
ui_edit_slide = スライド{ $n }を編集
ui_copy_slide = スライド{ $n }へのリンクをコピー
ui_copy = コピー
ui_done = 完了
ui_follow = 追従する
ui_following = 追従中
ui_unshared = 発表者はノートを共有していません
ui_ask = 質問する
ui_your_question = 質問
ui_send = 送信
ui_sent = 発表者に送信しました
ui_not_sent = 送信できませんでした。しばらくしてからもう一度お試しください
ui_too_fast = 速すぎる
ui_too_slow = 遅すぎる
ui_questions = 質問
ui_dismiss = 消す

## Days and hours, where CLDR has them otherwise.
date_hours = { $from }～{ $to }
