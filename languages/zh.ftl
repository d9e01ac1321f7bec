# 中文（简体）

## The groups of the index.
now = 正在进行
coming = 即将举办
past = { $events ->
     [mixed] 往期活动
    *[workshops] 往期工作坊
}
recorded = { $events ->
     [mixed] 有录像的活动
    *[workshops] 有录像的工作坊
}
self_paced = 自定进度
decks = 幻灯片
no_deck = 还没有幻灯片。
all_past = { $events ->
     [mixed] 所有往期活动
    *[workshops] 所有往期工作坊
}
more_past = { $events ->
     [mixed] 所有往期活动（另有 { $count } 个）
    *[workshops] 所有往期工作坊（另有 { $count } 个）
}
workshops = { $events ->
     [mixed] 活动
    *[workshops] 工作坊
}
all_events = { $events ->
     [mixed] 所有活动
    *[workshops] 所有工作坊
}

## When.
scheduled = 计划：
delivered = 已举办：
running = 进行中：

## Links.
register = 报名
slides = 幻灯片
video = 视频
chat = 聊天
calendar = 添加到日历
calendar_all = 日历
feed = 订阅
website = 网站
skip = 跳到正文

## The status of an event.
cancelled = 已取消
moved = 已改期
sold_out = 已满员
cancelled_long = 本次{ $kind ->
     [talk] 演讲
     [webinar] 网络研讨会
     [course] 课程
    *[workshop] 工作坊
}已取消。
moved_long = 本次{ $kind ->
     [talk] 演讲
     [webinar] 网络研讨会
     [course] 课程
    *[workshop] 工作坊
}的日期或地点已变更。
sold_out_long = 本次{ $kind ->
     [talk] 演讲
     [webinar] 网络研讨会
     [course] 课程
    *[workshop] 工作坊
}已满员。
over = 本次{ $kind ->
     [talk] 演讲
     [webinar] 网络研讨会
     [course] 课程
    *[workshop] 工作坊
}已结束。
happening = 本次{ $kind ->
     [talk] 演讲
     [webinar] 网络研讨会
     [course] 课程
    *[workshop] 工作坊
}正在进行。
newer = 更新的资料：

## The filter.
filter = 筛选
language_name = 语言
year = 年份
speaker = 讲师
country = 国家
place = 地点
all = 全部
reset = 显示全部
shown = { $events ->
     [mixed] 显示的活动：{ $shown }／{ $total }
    *[workshops] 显示的工作坊：{ $shown }／{ $total }
}

## An event.
date = 日期
time = 时间
your_time = 您所在时区 { $hours }
held_by = 活动
online = 线上
level = 级别
beginner = 初级
intermediate = 中级
advanced = 高级
about = 关于本次{ $kind ->
     [talk] 演讲
     [webinar] 网络研讨会
     [course] 课程
    *[workshop] 工作坊
}
requirements = 您需要准备
agenda = 日程
approximate = 当天各项的时间为大致时间。
speakers = 讲师
material = 资料
facts = 概览
on_phone = 在手机上打开此页
day = 第 { $number } 天
morning = 上午
afternoon = 下午
evening = 晚上
pause = 休息
lunch = 午休
continued = { $title }（续）
part = 第 { $number } 部分
nth = { $number }／{ $total }
minutes = { $minutes } 分钟
hours = { $hours } 小时
hours_minutes = { $hours } 小时 { $minutes } 分钟
slides_count = { $count } 张幻灯片

## What an event offers.
kind = 类型
workshop = 工作坊
talk = 演讲
webinar = 网络研讨会
course = 课程
price = 价格
free = 免费
until = 截至{ $date }
seats = 名额
organizer = 主办方
map = 地图
join = 在线参加
audience = 适合人群
moved_from = 日期已更改，原日期为：{ $dates }。
moved_event = 改为在此举行：
other_languages = 其他语言
series = 系列
series_list = 系列
whole_series = 整个系列
track = 专题

## A speaker, a deck.
upcoming = { $events ->
     [mixed] 即将举办的活动
    *[workshops] 即将举办的工作坊
}
taught_at = 用于
about_deck = 关于此幻灯片
open_slides = 打开幻灯片
transcript = 文字稿
author = 作者
authors = 作者
topics = 主题
length = 篇幅
downloads = 下载
share = 分享
link = 链接
embed = 嵌入幻灯片的代码
more_by_author = 该作者的其他幻灯片
more_by_authors = 这些作者的其他幻灯片
more_on_topics = 相同主题的其他幻灯片
notes = 备注
copy = 复制
copied = 已复制
chapters = 章节
used_in = 包含本章的幻灯片
previous_chapter = 上一章
next_chapter = 下一章
no_chapter = 这里没有名为“{ $name }”的章节。

## Missing and moved pages.
lost = 找不到页面
lost_long = 页面可能已移动，或链接有误。
did_you_mean = 您要找的可能是
see_all = 查看 { $site } 的全部内容
has_moved = 此页面已移动

## Where those who follow a presentation wait for it.
follow_title = 跟随演示
follow_wait = 演示者开始放映后，本页会同步翻页。
nothing_shared = 此地址没有共享任何内容。

## The search over the whole site.
search = 搜索
search_hint = 搜索幻灯片和活动
search_without = 搜索需要 JavaScript。首页列出了所有幻灯片和活动。
search_failed = 无法加载搜索
ui_site_search_decks = 演示文稿
ui_site_search_chapters = 章节
ui_site_search_events = 活动
ui_site_search_people = 讲师
ui_site_search_slides = 幻灯片
ui_site_search_found = 找到 { $n } 项
ui_site_search_none = 没有找到“{ $query }”
ui_site_search_some = 没有结果包含所有这些词。以下结果包含其中一部分。
ui_site_search_instead = 显示“{ $word }”的结果
ui_site_search_also = 另有 { $n } 个演示文稿包含
ui_site_search_more = 更多结果
ui_site_search_all = 显示全部结果
ui_site_search_lab = 练习
ui_site_search_failed = 无法加载搜索
ui_site_search_slide = 第 { $n } 张
ui_site_search_everywhere = 在所有演示文稿中搜索

## Slides that are made from the titles of sections.
previous_part = 上一部分
next_part = 下一部分
previous_section = 上一节
next_section = 下一节
back_to_contents = 返回目录
contents = 目录
chapter = 第 { $number } 章
module = 模块 { $number }

## Words that the style sheets show, on slides.
theme_lab = 练习
theme_warning = 注意
theme_extra = 更多细节
theme_belt = 黑带
theme_notes = 备注

## Decks: the menu and the panels.
ui_menu = 菜单
ui_steps = 步骤
ui_overview = 概览
ui_search = 跳转与搜索
ui_contents = 目录
ui_copy_link = 复制链接
ui_help = 菜单与按键
ui_close = 关闭
ui_zoom = 放大
ui_zoom_in = 放大一些
ui_zoom_out = 缩小一些
ui_zoom_next = 本页下一项
ui_part = 第 { $n } 部分
ui_slide = 第 { $n } 张
ui_hint = 编号、标题或文字
ui_results = 结果
ui_found = 找到 { $n } 项
ui_found_none = 未找到
ui_found_more = 找到 { $n } 项（显示前 { $most } 项）
ui_previous = 上一步
ui_next = 下一步
ui_open_window = 在窗口中打开
ui_letters = 单键快捷方式
ui_without = 关闭后，字母、数字和符号无论键入还是听写都不起作用。方向键、空格、翻页 ↑ ↓、行首、行尾和退出键仍然有效。
ui_moving = 移动
ui_showing = 显示
ui_presenting = 演示
ui_reading = 阅读
ui_next_step = 下一步
ui_previous_step = 上一步
ui_first_slide = 第一张
ui_last_slide = 最后一张
ui_slide_number = 第 12 张
ui_key_space = 空格
ui_key_shift = ⇧
ui_key_page = 翻页
ui_key_home = 行首
ui_key_end = 行尾
ui_key_enter = ↵

## Decks: notices, and what screen readers announce.
ui_copied = 已复制
ui_not_copied = 未能复制
ui_announce = 第 { $number } 张，共 { $total } 张：{ $text }

## Decks: presenter view.
ui_presenter = 演讲者
ui_split = 幻灯片大小
ui_split_next = 预览大小
ui_strip = 相邻幻灯片
ui_notes = 备注
ui_no_notes = 没有备注
ui_smaller = 缩小
ui_larger = 放大
ui_start = 开始
ui_pause = 暂停
ui_reset = 重置
ui_coming_step = 下一步
ui_coming_slide = 下一张
ui_coming_end = 结束
ui_on_time = 准时
ui_behind = 慢 { $n } 分钟
ui_ahead = 快 { $n } 分钟
ui_ends = 计划结束 { $time }
ui_section_left = 本节还剩 { $n } 分钟
ui_section_of = 第 { $n } 节，共 { $of } 节：{ $title }
ui_part_of = 第 { $n } 部分，共 { $of } 部分
ui_black = 观众看到的是黑屏
ui_refused = 浏览器拒绝了
ui_cloned = 把新窗口移到投影仪上，然后在这里按 p
ui_blocked = 新窗口被拦截

## Decks: what keys do, in the menu.
ui_do_presenter = 演讲者视图
ui_do_window = 跟随的第二个窗口
ui_do_black = 黑屏
ui_do_notes = 备注
ui_do_timer = 重新计时
ui_do_full = 全屏
ui_do_mirror = 镜像
ui_do_read = 按网页阅读或演示
ui_do_colours = 浅色、深色或跟随系统
ui_do_numbers = 行号
ui_do_larger = 放大代码
ui_do_smaller = 缩小代码
ui_do_zoom = 放大图片或代码
ui_do_pen = 画笔（⇧：粗，Esc：结束）
ui_do_laser = 激光笔

## Decks: colours, links, code, labs; those who follow a presentation.
ui_colours_system = 颜色：系统
ui_colours_light = 颜色：浅色
ui_colours_dark = 颜色：深色
ui_edit_slide = 编辑第 { $n } 张
ui_copy_slide = 复制第 { $n } 张的链接
ui_copy = 复制
ui_done = 完成
ui_follow = 跟随
ui_following = 正在跟随
ui_unshared = 演讲者没有共享备注
ui_ask = 提问
ui_your_question = 您的问题
ui_send = 发送
ui_sent = 已发送给演讲者
ui_not_sent = 未发送，请稍后再试
ui_too_fast = 太快
ui_too_slow = 太慢
ui_questions = 问题
ui_dismiss = 移除

## Days and hours, where CLDR has them otherwise.
date_days = { $from }至{ $to }
date_range = { $from }至{ $to }
